package dev.patchbay.inspection.problem;

import java.util.Locale;

/** Kinds of problems; the printed form is {@code name-mismatch} and so on. */
public enum ProblemCode {
    NAME_MISMATCH,
    /** Two modules of the base are as likely. */
    AMBIGUOUS_NAME,
    SHAPE_MISMATCH,
    TRANSPOSED,
    RANK_MISMATCH,
    MISSING_HALF,
    LEFTOVER_TENSOR,
    ALPHA_UNKNOWN,
    ALPHA_MISMATCH,
    /** What a module adds to the base is nothing: never trained, or reset. */
    ZERO_PRODUCT,
    /** NaN or infinity among the values. */
    NOT_FINITE,
    /** So weak that it does nothing, or so strong that it breaks the picture. */
    NORM_UNUSUAL,
    WRONG_FAMILY,
    DTYPE_MIXED,
    /** DoRA's magnitudes along the inputs, where the consumer wants them along the outputs. */
    DORA_AXIS,
    UNSUPPORTED_ALGORITHM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
