package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** {@code "diff"}: a tensor that is added; one of another shape is not, and said in the log. */
record DifferencePatch(Stored difference) implements Patch {

    @Override
    public List<Stored> tensors() {
        return List.of(difference);
    }

    @Override
    public Optional<Misfit> apply(Shape weight) {
        return difference.shape().equals(weight) ? Optional.empty() : Optional.of(new Misfit(difference.shape().elements()));
    }
}
