package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.fx.Texts;
import java.util.List;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Group;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** One drawn cable: a curve to the bundle of its target, the bundle, and a plug at each end in view. */
final class CableLine extends Group {

    /** Where all cables of a target have become one bundle, from the right edge. */
    static final double BUNDLE = 52;

    private static final PseudoClass FAINT = PseudoClass.getPseudoClass("faint");
    private static final double PLUG = 3.5;

    private final MoveTo start = new MoveTo();
    private final CubicCurveTo curve = new CubicCurveTo();
    private final LineTo bundle = new LineTo();
    private final Path line = new Path(start, curve, bundle);
    private final Circle fromPlug = new Circle(PLUG);
    private final Circle toPlug = new Circle(PLUG);
    private final Tooltip tooltip = new Tooltip();
    private Supplier<List<String>> rules = List::of;

    CableLine() {
        line.getStyleClass().add("cable-curve");
        fromPlug.getStyleClass().add("cable-plug");
        toPlug.getStyleClass().add("cable-plug");
        Tooltip.install(this, tooltip);
        getChildren().addAll(line, fromPlug, toPlug);
    }

    /**
     * Positions the cable.
     *
     * @param style style class of its colour
     * @param fromInView false if its left end is scrolled out of view; the line then ends at the edge of the pane
     */
    void place(Cable cable, String style, double width, double fromY, boolean fromInView, double toY, boolean toInView) {
        getStyleClass().setAll("cable", style);
        double end = width - BUNDLE;
        start.setX(PLUG);
        start.setY(fromY);
        curve.setControlX1(end * 0.6);
        curve.setControlY1(fromY);
        curve.setControlX2(end * 0.4);
        curve.setControlY2(toY);
        curve.setX(end);
        curve.setY(toY);
        bundle.setX(width - PLUG);
        bundle.setY(toY);
        plug(fromPlug, PLUG, fromY, fromInView);
        plug(toPlug, width - PLUG, toY, toInView);
        pseudoClassStateChanged(FAINT, !fromInView || !toInView);
        String names = Texts.of("ui.cable.tooltip", cable.from().path(), cable.to().path(), cable.count());
        tooltip.setText(names);
        tooltip.setOnShowing(event -> {
            List<String> acting = rules.get();
            tooltip.setText(acting.isEmpty() ? names : names + "\n" + String.join("\n", acting));
        });
    }

    /** What names the rules that connect it, asked when somebody looks. */
    void explain(Supplier<List<String>> acting) {
        rules = acting;
    }

    private static void plug(Circle plug, double x, double y, boolean visible) {
        plug.setCenterX(x);
        plug.setCenterY(y);
        plug.setVisible(visible);
    }
}
