package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** What ComfyUI is to do to one weight ({@code calculate_weight}), made of some tensors of the file. */
interface Patch {

    /** The tensors it is made of. */
    List<Stored> tensors();

    /**
     * Does it.
     *
     * @param weight shape of the weight, or of the rows that are meant
     * @return what ComfyUI writes to its log when it leaves the weight as it is; empty if the weight is changed
     * @throws ComfyStop where it raises an error
     */
    Optional<Misfit> apply(Shape weight) throws ComfyStop;

    /**
     * Why a weight stays as it is.
     *
     * @param elements of the change, where only their number is wrong; 0 where there is none
     */
    record Misfit(long elements) {

        static final Misfit FACTORS = new Misfit(0);
    }

    /** A change of so many elements that is reshaped to the weight. */
    static Optional<Misfit> reshaped(long elements, Shape weight) {
        return elements == weight.elements() ? Optional.empty() : Optional.of(new Misfit(elements));
    }
}
