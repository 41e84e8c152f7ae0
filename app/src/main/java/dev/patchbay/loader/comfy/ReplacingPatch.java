package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** {@code "set"}: a tensor that takes the weight's place; one that cannot be spread to its shape raises an error. */
record ReplacingPatch(Stored tensor) implements Patch {

    @Override
    public List<Stored> tensors() {
        return List.of(tensor);
    }

    @Override
    public Optional<Misfit> apply(Shape weight) throws ComfyStop {
        if (Matrices.broadcast(tensor.shape(), weight).filter(weight::equals).isEmpty()) {
            throw ComfyStop.sizes(tensor.name(), tensor.shape());
        }
        return Optional.empty();
    }
}
