package dev.patchbay.inspection;

import java.util.Locale;

/** Kinds of problems; the printed form is {@code name-mismatch} and so on. */
public enum ProblemCode {
    NAME_MISMATCH,
    SHAPE_MISMATCH,
    RANK_MISMATCH,
    MISSING_HALF,
    LEFTOVER_TENSOR,
    ALPHA_UNKNOWN,
    ALPHA_MISMATCH,
    WRONG_FAMILY,
    UNSUPPORTED_ALGORITHM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
