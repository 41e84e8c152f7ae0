package dev.patchbay.inspection.fit;

/**
 * Counts of a comparison of a full model with the base's denoiser.
 *
 * @param right tensors whose name and shape the base has
 * @param misshapen tensors whose name the base has with another shape
 * @param missing tensors that only the base has
 * @param leftover tensors that the base does not have
 * @param recognised true if most of the base's names are there, so that it is a file of this model
 */
public record WholeModelFit(int right, int misshapen, int missing, int leftover, boolean recognised) {

    public static WholeModelFit of(WholeModel whole) {
        return new WholeModelFit(
                whole.right().size(), whole.misshapen().size(), whole.missing().size(), whole.stray().size(), whole.isRecognised());
    }

    /** Tensors of the base. */
    public int of() {
        return right + misshapen + missing;
    }
}
