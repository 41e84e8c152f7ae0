package dev.patchbay.ui.control;

import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Grey rows in the place of those that are being loaded. */
public final class SkeletonRows extends VBox {

    private static final double[] INDENTS = {0, 1, 2, 3, 3, 2, 3, 3, 1, 2, 3};
    private static final double[] WIDTHS = {260, 180, 210, 150, 170, 200, 160, 150, 190, 220, 160};
    private static final double STEP = 14;

    public SkeletonRows() {
        getStyleClass().add("skeleton");
        setAccessibleText(Texts.of("ui.loading"));
        for (int i = 0; i < INDENTS.length; i++) {
            Region row = new Region();
            row.getStyleClass().add("skeleton-row");
            row.setMaxWidth(WIDTHS[i]);
            VBox.setMargin(row, new Insets(0, 0, 0, INDENTS[i] * STEP));
            getChildren().add(row);
        }
    }
}
