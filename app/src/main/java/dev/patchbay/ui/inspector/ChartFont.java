package dev.patchbay.ui.inspector;

import javafx.scene.text.Font;

/** Letters in drawings. */
final class ChartFont {

    static final Font SMALL = Font.font("Inter", 11);

    private ChartFont() {}
}
