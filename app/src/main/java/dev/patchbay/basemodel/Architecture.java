package dev.patchbay.basemodel;

import dev.patchbay.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One component of a known model without its weights.
 *
 * @param name of its file in the catalogue
 * @param className class that diffusers or transformers load it with
 * @param tensors shapes by name, in the model's order
 */
public record Architecture(String name, String family, String component, String className, int tensorCount, Map<String, Shape> tensors) {

    public Architecture {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
}
