package dev.patchbay.ui.patch.heat;

import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.Comparator;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

/**
 * The heat strip in one line, in view beside the tabs whichever of them is open: a bar for each block in the colour of its worst module.
 * A click opens the strip at that module; Enter and Space open it where it was left.
 */
public final class HeatGlance extends Region {

    private static final double WIDTH = 320;
    private static final double HEIGHT = 16;
    /** Below this, blocks could not be told apart. */
    private static final double LEAST = 60;
    /** Wider bars, of a model with few blocks, would look like progress. */
    private static final double WIDEST_BAR = 16;

    private final HeatStripModel model;
    private final Canvas canvas = new Canvas();
    private final HeatPalette palette = new HeatPalette(this::requestLayout);
    private final Tooltip tooltip = new Tooltip();

    /** @param open shows the whole strip */
    public HeatGlance(HeatStripModel model, Runnable open) {
        this.model = model;
        setId("heat-glance");
        getStyleClass().add("heat-glance");
        setMinSize(0, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxHeight(HEIGHT);
        setCursor(Cursor.HAND);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        getChildren().addAll(palette, canvas);
        Tooltip.install(this, tooltip);
        model.stripProperty().subscribe(this::show);
        focusedProperty().subscribe(focused -> requestLayout());
        setOnMousePressed(event -> {
            worst((int) (event.getX() / bar())).ifPresent(model::moveTo);
            open.run();
            event.consume();
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                open.run();
                event.consume();
            }
        });
    }

    /** Takes no more than this, and goes where that is too little. */
    public void fit(double room) {
        HeatStrip strip = model.stripProperty().get();
        setMaxWidth(Math.clamp(room, 0, Math.min(WIDTH, WIDEST_BAR * strip.blocks().size())));
        setVisible(room >= LEAST && !strip.isEmpty());
    }

    private void show(HeatStrip strip) {
        StringJoiner words = new StringJoiner("  ·  ");
        words.add(Texts.of("ui.heat"));
        strip.counts().forEach((state, count) -> words.add(Texts.of("ui.heat.legend", StateSign.of(state).word(), count)));
        tooltip.setText(words.toString());
        setAccessibleText(words.toString());
        setVisible(!strip.isEmpty());
        if (getParent() != null) {
            getParent().requestLayout(); // which knows the room
        }
        requestLayout();
    }

    /** Width of a block's bar, in pixels. */
    private double bar() {
        return Math.min(WIDEST_BAR, getWidth() / Math.max(1, model.stripProperty().get().blocks().size()));
    }

    /** Where the worst module of a block stands. */
    private Optional<HeatStrip.Position> worst(int block) {
        HeatStrip strip = model.stripProperty().get();
        return IntStream.range(0, strip.targets().size())
                .mapToObj(target -> new HeatStrip.Position(block, target))
                .filter(place -> strip.cell(place).isPresent())
                .min(Comparator.comparing(place -> strip.cell(place).orElseThrow().state()));
    }

    @Override
    protected void layoutChildren() {
        HeatStrip strip = model.stripProperty().get();
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, getWidth(), getHeight());
        double gap = bar() > 4 ? 1 : 0;
        for (int block = 0; block < strip.blocks().size(); block++) {
            double x = block * bar();
            worst(block).flatMap(strip::cell).ifPresent(cell -> {
                if (HeatPalette.isFilled(cell.state())) {
                    // Like colours of the strip, height tells as well: what does not fit stands out of the line.
                    double inset = HeatPalette.sign(cell.state()).isEmpty() ? 3 : 0;
                    pen.setFill(palette.of(cell.state()));
                    pen.fillRect(x, inset, bar() - gap, getHeight() - 2 * inset);
                }
            });
        }
        if (isFocused()) {
            pen.setStroke(palette.cursor());
            pen.setLineWidth(2);
            pen.strokeRect(1, 1, bar() * strip.blocks().size() - 2, getHeight() - 2);
        }
    }
}
