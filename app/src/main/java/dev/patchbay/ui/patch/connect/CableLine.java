package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.fx.Texts;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurve;

/** One drawn cable: a curve with a plug at each end in view, and its number of connections. */
final class CableLine extends Group {

    private static final PseudoClass FAINT = PseudoClass.getPseudoClass("faint");
    private static final double PLUG = 3.5;

    private final CubicCurve curve = new CubicCurve();
    private final Circle fromPlug = new Circle(PLUG);
    private final Circle toPlug = new Circle(PLUG);
    private final Label count = new Label();
    private final Tooltip tooltip = new Tooltip();

    CableLine() {
        curve.getStyleClass().add("cable-curve");
        fromPlug.getStyleClass().add("cable-plug");
        toPlug.getStyleClass().add("cable-plug");
        count.getStyleClass().add("cable-count");
        count.setAlignment(Pos.CENTER);
        count.setMinSize(44, 18);
        count.setPrefSize(44, 18);
        Tooltip.install(this, tooltip);
        getChildren().addAll(curve, fromPlug, toPlug, count);
    }

    /**
     * Positions the cable.
     *
     * @param style style class of its colour
     * @param fromInView false if its left end is scrolled out of view; the line then ends at the edge of the pane
     */
    void place(Cable cable, String style, double width, double fromY, boolean fromInView, double toY, boolean toInView) {
        getStyleClass().setAll("cable", style);
        curve.setStartX(PLUG);
        curve.setStartY(fromY);
        curve.setControlX1(width * 0.55);
        curve.setControlY1(fromY);
        curve.setControlX2(width * 0.45);
        curve.setControlY2(toY);
        curve.setEndX(width - PLUG);
        curve.setEndY(toY);
        plug(fromPlug, PLUG, fromY, fromInView);
        plug(toPlug, width - PLUG, toY, toInView);
        boolean inView = fromInView && toInView;
        pseudoClassStateChanged(FAINT, !inView);
        count.setVisible(cable.count() > 1 && inView);
        count.setText(Texts.of("ui.cable.count", cable.count()));
        count.relocate(width / 2 - 22, (fromY + toY) / 2 - 9);
        tooltip.setText(Texts.of("ui.cable.tooltip", cable.from().path(), cable.to().path(), cable.count()));
    }

    private static void plug(Circle plug, double x, double y, boolean visible) {
        plug.setCenterX(x);
        plug.setCenterY(y);
        plug.setVisible(visible);
    }
}
