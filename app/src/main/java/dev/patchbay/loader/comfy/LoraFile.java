package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The file's {@code state_dict}: tensors by the names under which ComfyUI looks for them. */
final class LoraFile {

    private final Map<String, Stored> tensors = new LinkedHashMap<>();

    static LoraFile of(Map<String, Shape> shapes) {
        LoraFile file = new LoraFile();
        shapes.forEach((name, shape) -> file.tensors.put(name, new Stored(name, shape)));
        return file;
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    Optional<Stored> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** A tensor without which ComfyUI stops. */
    Stored get(String name) throws ComfyStop {
        Stored found = tensors.get(name);
        if (found == null) {
            throw ComfyStop.missing(name);
        }
        return found;
    }

    /** All tensors under other names. */
    LoraFile renamed(UnaryOperator<String> names) {
        LoraFile file = new LoraFile();
        tensors.forEach((name, tensor) -> file.tensors.put(names.apply(name), tensor));
        return file;
    }

    /** One that ComfyUI makes itself. */
    void put(String name, Shape shape) {
        tensors.put(name, new Stored(name, shape));
    }
}
