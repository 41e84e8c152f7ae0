package dev.patchbay.ui.inspector;

import dev.patchbay.lowrank.Spectrum;
import dev.patchbay.ui.control.Chart;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/** Singular values as bars, the largest first. */
final class SpectrumChart extends Chart {

    /** More bars than this would be thinner than they can be told apart. */
    private static final int MOST = 128;

    private static final double WORDS = 16;

    private final Spectrum spectrum;
    private final int shown;

    SpectrumChart(Spectrum spectrum) {
        super("inspector-spectrum", "heat-high", "heat-words", "heat-line");
        this.spectrum = spectrum;
        shown = Math.min(MOST, spectrum.values().size());
        setPrefHeight(90);
        setAccessibleText(Texts.of("inspector.spectrum.spoken", spectrum.values().size(), Figures.number(value(0))));
    }

    private double value(int index) {
        return index < spectrum.values().size() ? spectrum.values().get(index) : 0;
    }

    @Override
    protected void draw(GraphicsContext pen, double width, double height) {
        double floor = height - WORDS;
        double bar = width / Math.max(8, shown);
        pen.setFill(paint("heat-high"));
        for (int i = 0; i < shown && value(0) > 0; i++) {
            double tall = Math.max(value(i) > 0 ? 1 : 0, value(i) / value(0) * (floor - 2));
            pen.fillRect(i * bar, floor - tall, Math.max(1, bar - 2), tall);
        }
        pen.setStroke(paint("heat-line"));
        pen.strokeLine(0, floor + 0.5, width, floor + 0.5);
        pen.setFill(paint("heat-words"));
        pen.setFont(ChartFont.SMALL);
        pen.setTextBaseline(VPos.BOTTOM);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.fillText("σ₁ " + Figures.number(value(0)), 0, height);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.fillText("σ" + subscript(shown) + " " + Figures.number(value(shown - 1)), width, height);
    }

    private static String subscript(int number) {
        StringBuilder digits = new StringBuilder();
        String.valueOf(number).chars().forEach(digit -> digits.append((char) ('₀' + digit - '0')));
        return digits.toString();
    }
}
