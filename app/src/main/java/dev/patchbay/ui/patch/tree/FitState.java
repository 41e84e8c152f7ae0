package dev.patchbay.ui.patch.tree;

import dev.patchbay.inspection.fit.TensorState;

/** How a tensor, a base module or a cell of the heat strip fares; shown by colour, sign and word. Worst first. */
public enum FitState {
    /** NaN or infinity among the values. */
    NOT_FINITE,
    /** Part of an adapter module that the base does not have. */
    UNMATCHED,
    /** The base has the module, but a shape, a rank or a missing half stands against it. */
    MISMATCHED,
    /** Of an algorithm that is shown, but not applied. */
    UNSUPPORTED,
    /** It fits and adds nothing: the product is zero. */
    ZERO,
    /** It fits and changes the base by far too much, or by nothing one could see. */
    UNUSUAL,
    /** It fits. */
    FITS,
    /** Part of the adapter, while there is no base to hold it against. */
    UNCHECKED,
    /** A base module that nothing reaches. */
    FREE,
    /** A rule leaves it out. */
    DROPPED,
    /** No part of the adapter. */
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
