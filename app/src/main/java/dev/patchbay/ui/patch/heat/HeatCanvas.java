package dev.patchbay.ui.patch.heat;

import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;

/**
 * The cells of the heat strip. Only what is in view is drawn, so thousands of blocks cost no more than dozens. A click or Enter shows the
 * rows of a cell; arrow keys, Home and End move among them.
 */
public final class HeatCanvas extends Region {

    private static final double BAR = 12;
    private static final Font NAMES = Font.font("JetBrains Mono", 11);

    private final HeatStripModel model;
    private final Consumer<HeatCell> jump;
    private final Canvas canvas = new Canvas();
    private final HeatPalette palette = new HeatPalette(this::requestLayout);
    private final ScrollBar across = new ScrollBar();
    private final ScrollBar down = new ScrollBar();
    private final Tooltip tooltip = new Tooltip();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper(this, "words", "");
    private HeatLayout layout = HeatLayout.of(HeatStrip.EMPTY, 0, 0, 0);
    private double left;

    /** @param jump shows the rows of a cell in the trees */
    public HeatCanvas(HeatStripModel model, Consumer<HeatCell> jump) {
        this.model = model;
        this.jump = jump;
        setId("heat-cells");
        getStyleClass().add("heat-cells");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleHelp(Texts.of("ui.heat.keys"));
        across.setOrientation(Orientation.HORIZONTAL);
        down.setOrientation(Orientation.VERTICAL);
        getChildren().addAll(palette, canvas, across, down);
        Tooltip.install(canvas, tooltip);
        setOnMousePressed(this::pressed);
        setOnMouseMoved(event -> at(event).ifPresentOrElse(this::say, () -> tooltip.setText(Texts.of("ui.heat.keys"))));
        setOnMouseExited(event -> say(model.cursorProperty().get()));
        setOnScroll(this::scrolled);
        setOnKeyPressed(this::keyPressed);
        model.stripProperty().subscribe(strip -> measure());
        model.measureProperty().subscribe(measure -> requestLayout());
        model.cursorProperty().subscribe(this::follow);
        focusedProperty().subscribe(focused -> requestLayout());
        across.valueProperty().subscribe(value -> requestLayout());
        down.valueProperty().subscribe(value -> requestLayout());
    }

    /** Description of the cell under the mouse or the cursor. */
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Bounds of a position in the coordinates of this region. */
    public Bounds boundsOf(HeatStrip.Position place) {
        return new BoundingBox(
                layout.x(place.block(), firstBlock()),
                layout.y(place.target(), firstTarget()),
                layout.cellWidth(),
                layout.cellHeight());
    }

    private HeatStrip strip() {
        return model.stripProperty().get();
    }

    /** Recomputes the width of the name column for a new strip. */
    private void measure() {
        left = 8 + strip().targets().stream()
                .map(target -> HeatNames.shortened(target, HeatNames.MOST_LETTERS))
                .distinct()
                .limit(200) // the same font for all, so a few tell enough
                .mapToDouble(name -> HeatNames.width(name, NAMES))
                .max()
                .orElse(0)
                + 8;
        say(model.cursorProperty().get());
        requestLayout();
    }

    private void say(HeatStrip.Position place) {
        boolean there = place.block() < strip().blocks().size() && place.target() < strip().targets().size();
        String text = there ? model.describe(place) : "";
        words.set(text);
        tooltip.setText(text);
        setAccessibleText(text);
    }

    /** Keeps the cursor in view. */
    private void follow(HeatStrip.Position place) {
        say(place);
        scrollTo(across, place.block(), layout.columnsInView());
        scrollTo(down, place.target(), layout.rowsInView());
        requestLayout();
    }

    private static void scrollTo(ScrollBar bar, int wanted, int inView) {
        if (wanted < bar.getValue()) {
            bar.setValue(wanted);
        } else if (wanted > bar.getValue() + inView - 1) {
            bar.setValue(Math.min(bar.getMax(), wanted - inView + 1));
        }
    }

    @Override
    protected void layoutChildren() {
        HeatLayout whole = HeatLayout.of(strip(), left, getWidth(), getHeight());
        boolean needsAcross = whole.columnsInView() < strip().blocks().size();
        boolean needsDown = whole.rowsInView() < strip().targets().size();
        double width = getWidth() - (needsDown ? BAR : 0);
        double height = getHeight() - (needsAcross ? BAR : 0);
        layout = HeatLayout.of(strip(), left, width, height);
        bar(across, layout.columnsInView(), strip().blocks().size());
        bar(down, layout.rowsInView(), strip().targets().size());
        across.resizeRelocate(left, height, Math.max(0, width - left), BAR);
        down.resizeRelocate(width, layout.top(), BAR, Math.max(0, height - layout.top()));
        draw(width, height);
    }

    private static void bar(ScrollBar bar, int inView, int all) {
        bar.setVisible(inView < all);
        bar.setMax(Math.max(0, all - inView));
        bar.setVisibleAmount(all == 0 ? 0 : bar.getMax() * inView / all);
        bar.setBlockIncrement(Math.max(1, inView));
        bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
    }

    private void draw(double width, double height) {
        canvas.setWidth(Math.max(0, width));
        canvas.setHeight(Math.max(0, height));
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (!strip().isEmpty()) {
            HeatPainter painter =
                    new HeatPainter(canvas.getGraphicsContext2D(), palette, strip(), layout, firstBlock(), firstTarget());
            painter.draw(model.measureProperty().get());
            painter.cursor(model.cursorProperty().get(), isFocused());
        }
    }

    private int firstBlock() {
        return (int) Math.round(across.getValue());
    }

    private int firstTarget() {
        return (int) Math.round(down.getValue());
    }

    private Optional<HeatStrip.Position> at(MouseEvent event) {
        return layout.at(event.getX(), event.getY(), firstBlock(), firstTarget(), strip());
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        at(event).ifPresent(place -> {
            model.moveTo(place);
            model.chosen().ifPresent(jump);
        });
    }

    private void scrolled(ScrollEvent event) {
        boolean sideways = event.isShiftDown() || !down.isVisible() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY());
        ScrollBar bar = sideways ? across : down;
        double delta = event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
        bar.setValue(Math.clamp(bar.getValue() - 3 * Math.signum(delta), 0, bar.getMax()));
        event.consume();
    }

    private void keyPressed(KeyEvent event) {
        if (event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        boolean used = true;
        switch (event.getCode()) {
            case LEFT -> model.move(-1, 0);
            case RIGHT -> model.move(1, 0);
            case UP -> model.move(0, -1);
            case DOWN -> model.move(0, 1);
            case HOME -> model.move(-strip().blocks().size(), 0);
            case END -> model.move(strip().blocks().size(), 0);
            case PAGE_UP -> model.move(0, -strip().targets().size());
            case PAGE_DOWN -> model.move(0, strip().targets().size());
            case ENTER, SPACE -> model.chosen().ifPresent(jump);
            default -> used = false;
        }
        if (used) {
            event.consume();
        }
    }
}
