package dev.patchbay.ui.control;

/** How a {@link VideoPlayer} shows two clips. */
public enum ComparisonLayout {
    SIDE_BY_SIDE,
    /** Both at the same position, split by a vertical handle. */
    WIPE
}
