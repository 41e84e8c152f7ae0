package dev.patchbay.ui.control;

import javafx.scene.control.Label;

/** A label that stays whole while it is short, and gives way down to a width where a name can still be told. */
public final class NameLabel extends Label {

    private final double least;

    /** @param least pixels that a longer text keeps */
    public NameLabel(double least) {
        this.least = least;
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.min(least, computePrefWidth(height));
    }
}
