package dev.patchbay.ui.compare;

import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Chart;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Differences by blocks: the fuller a cell, the more its values differ; signs for what is added, removed or of another shape. A click or
 * Enter shows the row; arrow keys move.
 */
final class ChangeStrip extends Chart {

    private static final double NAMES = 190;
    private static final double TOP = 16;
    private static final double ROW = 17;
    private static final double LEAST = 9;
    private static final double WIDEST = 34;
    private static final int LETTERS = 26;
    private static final Font FONT = Font.font("JetBrains Mono", 11);

    private final Consumer<String> jump;
    private final Tooltip tooltip = new Tooltip();
    private ChangeGrid grid = ChangeGrid.EMPTY;
    private ChangeGrid.Position cursor = new ChangeGrid.Position(0, 0);

    /** @param jump shows the row of a tensor */
    ChangeStrip(Consumer<String> jump) {
        super("compare-strip", "heat-low", "heat-high", "heat-words", "heat-line", "heat-error", "heat-warning", "heat-cursor");
        this.jump = jump;
        setFocusTraversable(true);
        setAccessibleHelp(Texts.of("compare.strip.keys"));
        Tooltip.install(this, tooltip);
        setOnMouseMoved(event -> at(event).ifPresent(place -> tooltip.setText(words(place))));
        setOnMousePressed(this::pressed);
        setOnKeyPressed(this::keyPressed);
        focusedProperty().subscribe(focused -> requestLayout());
    }

    void show(ChangeGrid shown) {
        grid = shown;
        cursor = new ChangeGrid.Position(0, 0);
        setMinSize(NAMES + LEAST * shown.blocks().size(), TOP + ROW * shown.targets().size() + 2);
        setPrefSize(getMinWidth(), getMinHeight());
        setAccessibleText(words(cursor));
        requestLayout();
    }

    private double cellWidth() {
        return Math.clamp((getWidth() - NAMES) / Math.max(1, grid.blocks().size()), LEAST, WIDEST);
    }

    @Override
    protected void draw(GraphicsContext pen, double width, double height) {
        pen.setFont(FONT);
        pen.setTextBaseline(VPos.CENTER);
        for (int target = 0; target < grid.targets().size(); target++) {
            pen.setFill(paint("heat-words"));
            pen.setTextAlign(TextAlignment.RIGHT);
            pen.fillText(PlainText.shortened(PlainText.inLine(grid.targets().get(target)), LETTERS), NAMES - 8, TOP + (target + 0.5) * ROW);
            for (int block = 0; block < grid.blocks().size(); block++) {
                ChangeGrid.Position place = new ChangeGrid.Position(block, target);
                grid.cell(place).ifPresent(cell -> draw(pen, place, cell));
            }
        }
        numbers(pen);
        if (!grid.cells().isEmpty()) {
            pen.setStroke(paint("heat-cursor"));
            pen.setLineWidth(isFocused() ? 2 : 1);
            pen.strokeRect(x(cursor) + 0.5, y(cursor) + 0.5, cellWidth() - 1, ROW - 1);
        }
    }

    private void numbers(GraphicsContext pen) {
        pen.setFill(paint("heat-words"));
        pen.setTextAlign(TextAlignment.CENTER);
        for (int block = 0; block < grid.blocks().size(); block++) {
            String name = grid.blocks().get(block);
            String number = name.substring(name.lastIndexOf('.') + 1);
            if (cellWidth() >= 2 * LEAST || number.endsWith("0") || number.endsWith("5")) {
                pen.fillText(number, NAMES + (block + 0.5) * cellWidth(), TOP / 2);
            }
        }
    }

    private double x(ChangeGrid.Position place) {
        return NAMES + place.block() * cellWidth();
    }

    private static double y(ChangeGrid.Position place) {
        return TOP + place.target() * ROW;
    }

    private void draw(GraphicsContext pen, ChangeGrid.Position place, ChangeGrid.Cell cell) {
        double left = x(place) + 1;
        double top = y(place) + 1;
        double wide = cellWidth() - 2;
        double tall = ROW - 2;
        pen.setStroke(paint("heat-line"));
        pen.setLineWidth(1);
        pen.strokeRect(left + 0.5, top + 0.5, wide - 1, tall - 1);
        if (cell.kind() == ChangeKind.SAME) {
            return;
        }
        String sign = sign(cell.kind());
        if (!sign.isEmpty()) {
            pen.setFill(paint(cell.kind() == ChangeKind.REMOVED ? "heat-error" : "heat-warning"));
            pen.setTextAlign(TextAlignment.CENTER);
            pen.fillText(sign, left + wide / 2, top + tall / 2);
            return;
        }
        double share = Math.clamp(cell.relative(), 0, 1);
        double level = Math.max(2, share * tall);
        pen.setFill(between("heat-low", "heat-high", 0.3 + 0.7 * share));
        pen.fillRect(left, top + tall - level, wide, level);
    }

    private static String sign(ChangeKind kind) {
        return switch (kind) {
            case REMOVED -> "−";
            case ADDED -> "+";
            case SHAPE -> "/";
            case DTYPE -> "~";
            case VALUES, SAME -> "";
        };
    }

    private String words(ChangeGrid.Position place) {
        return grid.cell(place)
                .map(cell -> PlainText.inLine(Texts.of(
                        "compare.strip.cell", cell.first(), Texts.of("compare.kind." + cell.kind().word()),
                        Double.isFinite(cell.relative()) ? Figures.percent(cell.relative()) : "–")))
                .orElse("");
    }

    private Optional<ChangeGrid.Position> at(MouseEvent event) {
        int block = (int) Math.floor((event.getX() - NAMES) / cellWidth());
        int target = (int) Math.floor((event.getY() - TOP) / ROW);
        return block >= 0 && block < grid.blocks().size() && target >= 0 && target < grid.targets().size()
                ? Optional.of(new ChangeGrid.Position(block, target))
                : Optional.empty();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        at(event).ifPresent(place -> {
            moveTo(place);
            choose();
        });
    }

    private void choose() {
        grid.cell(cursor).map(ChangeGrid.Cell::first).ifPresent(jump);
    }

    private void moveTo(ChangeGrid.Position place) {
        cursor = place;
        setAccessibleText(words(place));
        requestLayout();
    }

    private void move(int blocks, int targets) {
        moveTo(new ChangeGrid.Position(
                Math.clamp(cursor.block() + blocks, 0, Math.max(0, grid.blocks().size() - 1)),
                Math.clamp(cursor.target() + targets, 0, Math.max(0, grid.targets().size() - 1))));
    }

    private void keyPressed(KeyEvent event) {
        boolean used = true;
        switch (event.getCode()) {
            case LEFT -> move(-1, 0);
            case RIGHT -> move(1, 0);
            case UP -> move(0, -1);
            case DOWN -> move(0, 1);
            case HOME -> move(-grid.blocks().size(), 0);
            case END -> move(grid.blocks().size(), 0);
            case ENTER, SPACE -> choose();
            default -> used = false;
        }
        if (used) {
            event.consume();
        }
    }
}
