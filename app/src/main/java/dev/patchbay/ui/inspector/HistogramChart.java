package dev.patchbay.ui.inspector;

import dev.patchbay.tensor.TensorHistogram;
import dev.patchbay.ui.control.Chart;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Bars of a histogram, with the ends of the range and zero below. */
final class HistogramChart extends Chart {

    private static final double WORDS = 16;

    private final TensorHistogram histogram;
    private final long most;

    HistogramChart(TensorHistogram histogram) {
        super("inspector-histogram", "heat-high", "heat-words", "heat-line");
        this.histogram = histogram;
        most = histogram.counts().stream().mapToLong(count -> count).max().orElse(0);
        setPrefHeight(110);
        setAccessibleText(Texts.of("inspector.histogram.spoken", Figures.number(histogram.min()), Figures.number(histogram.max())));
    }

    @Override
    protected void draw(GraphicsContext pen, double width, double height) {
        double floor = height - WORDS;
        List<Long> counts = histogram.counts();
        double bar = width / counts.size();
        pen.setFill(paint("heat-high"));
        for (int i = 0; i < counts.size() && most > 0; i++) {
            double tall = counts.get(i) == 0 ? 0 : Math.max(1, counts.get(i) * (floor - 2) / most);
            pen.fillRect(i * bar, floor - tall, Math.max(1, bar - 1), tall);
        }
        pen.setStroke(paint("heat-line"));
        pen.strokeLine(0, floor + 0.5, width, floor + 0.5);
        pen.setFill(paint("heat-words"));
        pen.setTextBaseline(VPos.BOTTOM);
        words(pen, Figures.number(histogram.min()), 0, height, TextAlignment.LEFT);
        words(pen, Figures.number(histogram.max()), width, height, TextAlignment.RIGHT);
        double span = histogram.max() - histogram.min();
        double zero = -histogram.min() / span * width;
        if (span > 0 && zero > width / 4 && zero < width * 3 / 4) {
            pen.strokeLine(Math.rint(zero) + 0.5, 0, Math.rint(zero) + 0.5, floor);
            words(pen, "0", zero, height, TextAlignment.CENTER);
        }
    }

    private static void words(GraphicsContext pen, String text, double x, double y, TextAlignment side) {
        pen.setFont(ChartFont.SMALL);
        pen.setTextAlign(side);
        pen.fillText(text, x, y);
    }
}
