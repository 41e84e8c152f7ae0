package dev.patchbay.ui.control;

/** How large a {@link VideoPlayer} shows its clips. */
public enum Zoom {
    /** As large as the view allows; small clips by an integer factor, so that all pixels are equally large. */
    FIT(0),
    ACTUAL(1),
    DOUBLE(2),
    QUADRUPLE(4);

    private final int factor;

    Zoom(int factor) {
        this.factor = factor;
    }

    /** Screen pixels for each pixel of the clip; 0 if that depends on the size of the view. */
    public int factor() {
        return factor;
    }
}
