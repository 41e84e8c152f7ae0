package dev.patchbay.ui.patch.heat;

import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the visible part of a heat strip. */
final class HeatPainter {

    private static final Font NAMES = Font.font("JetBrains Mono", 11);
    private static final Font NUMBERS = Font.font("Inter", 10);
    private static final Font SIGNS = Font.font("Inter SemiBold", 10);
    /** In narrower columns only every fifth block is numbered; pixels. */
    private static final double NUMBER_WIDTH = 16;

    private final GraphicsContext pen;
    private final HeatPalette palette;
    private final HeatStrip strip;
    private final HeatLayout layout;
    private final int firstBlock;
    private final int firstTarget;

    HeatPainter(GraphicsContext pen, HeatPalette palette, HeatStrip strip, HeatLayout layout, int firstBlock, int firstTarget) {
        this.pen = pen;
        this.palette = palette;
        this.strip = strip;
        this.layout = layout;
        this.firstBlock = firstBlock;
        this.firstTarget = firstTarget;
    }

    private int endBlock() {
        return Math.min(strip.blocks().size(), firstBlock + layout.columnsInView() + 1);
    }

    private int endTarget() {
        return Math.min(strip.targets().size(), firstTarget + layout.rowsInView() + 1);
    }

    void draw(HeatMeasure measure) {
        for (int target = firstTarget; target < endTarget(); target++) {
            name(target);
            for (int block = firstBlock; block < endBlock(); block++) {
                HeatStrip.Position place = new HeatStrip.Position(block, target);
                strip.cell(place).ifPresent(cell -> cell(place, cell, measure));
            }
        }
        numbers();
        groups();
    }

    /** Outlines the position that keys act on. */
    void cursor(HeatStrip.Position place, boolean strong) {
        if (place.block() >= firstBlock && place.block() < endBlock() && place.target() >= firstTarget && place.target() < endTarget()) {
            pen.setStroke(palette.cursor());
            pen.setLineWidth(strong ? 2 : 1);
            double x = layout.x(place.block(), firstBlock);
            double y = layout.y(place.target(), firstTarget);
            pen.strokeRect(x + 0.5, y + 0.5, layout.cellWidth() - 1, layout.cellHeight() - 1);
        }
    }

    private void name(int target) {
        pen.setFont(NAMES);
        pen.setFill(palette.words());
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setTextBaseline(VPos.CENTER);
        String name = HeatNames.shortened(strip.targets().get(target), HeatNames.MOST_LETTERS);
        pen.fillText(name, layout.left() - 8, layout.y(target, firstTarget) + layout.cellHeight() / 2);
    }

    private void cell(HeatStrip.Position place, HeatCell cell, HeatMeasure measure) {
        double x = layout.x(place.block(), firstBlock) + 1;
        double y = layout.y(place.target(), firstTarget) + 1;
        double width = layout.cellWidth() - 2;
        double height = layout.cellHeight() - 2;
        Optional<Double> share = strip.share(cell, measure);
        boolean filled = share.isPresent() && HeatPalette.isFilled(cell.state());
        if (!filled || measure != HeatMeasure.STATE) {
            pen.setStroke(palette.line());
            pen.setLineWidth(1);
            pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
        }
        if (filled && measure == HeatMeasure.STATE) {
            pen.setFill(palette.of(cell.state()));
            pen.fillRect(x, y, width, height);
            sign(HeatPalette.sign(cell.state()), x + width / 2, y + height / 2);
        } else if (filled) {
            // The fill height repeats what the colour says, for those who cannot tell colours apart.
            double level = share.get() == 0 ? 0 : Math.max(1, share.get() * height);
            pen.setFill(palette.of(share.get()));
            pen.fillRect(x, y + height - level, width, level);
        }
    }

    private void sign(String sign, double x, double y) {
        if (!sign.isEmpty()) {
            pen.setFont(SIGNS);
            pen.setFill(palette.ink());
            pen.setTextAlign(TextAlignment.CENTER);
            pen.setTextBaseline(VPos.CENTER);
            pen.fillText(sign, x, y);
        }
    }

    private void numbers() {
        pen.setFont(NUMBERS);
        pen.setFill(palette.words());
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        boolean every = layout.cellWidth() >= NUMBER_WIDTH;
        for (int block = firstBlock; block < endBlock(); block++) {
            String label = HeatNames.number(strip.blocks().get(block).label());
            if (every || label.isEmpty() || label.endsWith("0") || label.endsWith("5")) {
                pen.fillText(label, layout.x(block, firstBlock) + layout.cellWidth() / 2, layout.top() - 8);
            }
        }
    }

    private void groups() {
        int start = firstBlock;
        while (start < endBlock()) {
            String group = strip.blocks().get(start).group();
            int end = start;
            while (end < endBlock() && strip.blocks().get(end).group().equals(group)) {
                end++;
            }
            group(group, start, end);
            start = end;
        }
    }

    private void group(String group, int start, int end) {
        double from = layout.x(start, firstBlock);
        double width = (end - start) * layout.cellWidth();
        pen.setStroke(palette.line());
        pen.setLineWidth(1);
        pen.strokeLine(from + 1.5, layout.top() - 16.5, from + width - 1.5, layout.top() - 16.5);
        pen.setFont(NUMBERS);
        pen.setFill(palette.words());
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(HeatNames.fitting(group, width - 4, NUMBERS), from + 2, layout.top() - 23);
    }
}
