package dev.patchbay.export.factors;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A module of an adapter as the new file will hold it.
 *
 * @param name in the new file, without suffix
 * @param algorithm of the source
 * @param scale factor that its change has in the source; of what is multiplied together before, 1
 * @param tensors by part, their names in the new file; alpha is none of them
 */
public record WrittenModule(String name, Algorithm algorithm, double scale, Map<Part, String> tensors) {

    public WrittenModule {
        Map<Part, String> sorted = new EnumMap<>(Part.class);
        sorted.putAll(tensors);
        tensors = Collections.unmodifiableMap(sorted);
    }

    /** One that tells the module from all others. */
    public String anyTensor() {
        return tensors.values().iterator().next();
    }
}
