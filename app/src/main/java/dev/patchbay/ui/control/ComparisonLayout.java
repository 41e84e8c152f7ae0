package dev.patchbay.ui.control;

/** How a {@link VideoPlayer} shows two clips. */
public enum ComparisonLayout {
    SIDE_BY_SIDE,
    /** One over the other, parted by a handle. */
    WIPE
}
