package dev.patchbay.ui.control;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/**
 * A drawing that fills its region and takes its colours from the style sheet. A canvas cannot be styled by CSS, so for each colour an
 * invisible shape receives it; the drawing is made anew when a colour changes with the theme.
 */
public abstract class Chart extends Region {

    private final Canvas canvas = new Canvas();
    private final Group swatches = new Group();
    private final Map<String, Rectangle> colours = new HashMap<>();

    /** @param styles style classes of the colours, each with an {@code -fx-fill} */
    protected Chart(String id, String... styles) {
        setId(id);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        swatches.setManaged(false);
        swatches.setMouseTransparent(true);
        for (String style : styles) {
            Rectangle swatch = new Rectangle();
            swatch.getStyleClass().add(style);
            swatch.fillProperty().subscribe(fill -> requestLayout());
            colours.put(style, swatch);
            swatches.getChildren().add(swatch);
        }
        getChildren().addAll(swatches, canvas);
    }

    /** Draws everything; the canvas is empty. */
    protected abstract void draw(GraphicsContext pen, double width, double height);

    /** The colour of one of the style classes. */
    protected final Paint paint(String style) {
        Rectangle swatch = colours.get(style);
        return swatch == null ? Color.GRAY : swatch.getFill();
    }

    /** Between two of the colours, 0 to 1. */
    protected final Paint between(String low, String high, double share) {
        return paint(low) instanceof Color from && paint(high) instanceof Color to ? from.interpolate(to, share) : paint(high);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(0, getWidth()));
        canvas.setHeight(Math.max(0, getHeight()));
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
            draw(pen, canvas.getWidth(), canvas.getHeight());
        }
    }
}
