package dev.patchbay.ui.patch.tree;

import dev.patchbay.inspection.fit.TensorState;

/** State of a tensor, a base module or a cell of the heat strip; shown by colour, icon and word. Worst first. */
public enum FitState {
    /** NaN or infinity among the values. */
    NOT_FINITE,
    /** Part of an adapter module that the base does not have. */
    UNMATCHED,
    /** The base has the module, but a shape or rank is wrong, or a half of the pair is missing. */
    MISMATCHED,
    /** Uses an algorithm that is recognised, but cannot be applied. */
    UNSUPPORTED,
    /** It fits and adds nothing: the product is zero. */
    ZERO,
    /** It fits, but changes the base by far too much or by next to nothing. */
    UNUSUAL,
    /** It fits. */
    FITS,
    /** Part of the adapter, while there is no base to check it against. */
    UNCHECKED,
    /** A base module that no tensor is mapped to. */
    FREE,
    /** Dropped by a rule. */
    DROPPED,
    /** Not part of the adapter. */
    LEFTOVER,
    /** A norm, which a low-rank adapter cannot change. */
    FIXED;

    public static FitState of(TensorState state) {
        return switch (state) {
            case MAPPED -> FITS;
            case UNMATCHED -> UNMATCHED;
            case MISMATCHED -> MISMATCHED;
            case DROPPED -> DROPPED;
            case LEFTOVER -> LEFTOVER;
        };
    }

    /** The worse of two. */
    public FitState and(FitState other) {
        return ordinal() <= other.ordinal() ? this : other;
    }
}
