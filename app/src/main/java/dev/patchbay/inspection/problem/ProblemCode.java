package dev.patchbay.inspection.problem;

import java.util.Locale;

/** Kinds of problems; the printed form is {@code name-mismatch} and so on. */
public enum ProblemCode {
    NAME_MISMATCH,
    /** Two modules of the base are equally likely. */
    AMBIGUOUS_NAME,
    SHAPE_MISMATCH,
    TRANSPOSED,
    RANK_MISMATCH,
    MISSING_HALF,
    LEFTOVER_TENSOR,
    /** A module changes what others of the file change already. */
    REPEATED_MODULE,
    ALPHA_UNKNOWN,
    ALPHA_MISMATCH,
    /** ΔW is zero: never trained, or reset. */
    ZERO_PRODUCT,
    /** NaN or infinity among the values. */
    NOT_FINITE,
    /** The norm of ΔW is too small to have an effect, or so large that it breaks the picture. */
    NORM_UNUSUAL,
    WRONG_FAMILY,
    DTYPE_MIXED,
    /** DoRA's magnitudes are per input, but the program wants them per output. */
    DORA_AXIS,
    /** Some modules have DoRA's magnitudes, and these have none. */
    MAGNITUDE_MISSING,
    UNSUPPORTED_ALGORITHM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
