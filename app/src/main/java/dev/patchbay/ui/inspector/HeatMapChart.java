package dev.patchbay.ui.inspector;

import dev.patchbay.tensor.HeatMap;
import dev.patchbay.ui.control.Chart;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/** A heat map as a grid of cells; the one under the mouse is named. */
final class HeatMapChart extends Chart {

    private static final double TALLEST = 220;

    private final HeatMap map;
    private final long height;
    private final long width;
    private final Tooltip tooltip = new Tooltip();

    /**
     * @param height rows of the matrix
     * @param width columns of the matrix
     */
    HeatMapChart(HeatMap map, long height, long width) {
        super("inspector-map", "heat-low", "heat-high", "heat-error");
        this.map = map;
        this.height = height;
        this.width = width;
        setPrefHeight(Math.clamp(map.rows() * 4.0, 40, TALLEST));
        setAccessibleText(Texts.of("inspector.map.spoken", height, width, Figures.number(map.most())));
        Tooltip.install(this, tooltip);
        setOnMouseMoved(this::say);
    }

    @Override
    protected void draw(GraphicsContext pen, double across, double down) {
        double most = map.most();
        for (int row = 0; row < map.rows(); row++) {
            double top = Math.rint(row * down / map.rows());
            double bottom = Math.rint((row + 1) * down / map.rows());
            for (int column = 0; column < map.columns(); column++) {
                double left = Math.rint(column * across / map.columns());
                double right = Math.rint((column + 1) * across / map.columns());
                double cell = map.cell(row, column);
                pen.setFill(Double.isNaN(cell) ? paint("heat-error") : between("heat-low", "heat-high", most == 0 ? 0 : cell / most));
                pen.fillRect(left, top, right - left, bottom - top);
            }
        }
    }

    private void say(MouseEvent event) {
        int row = (int) Math.clamp(event.getY() * map.rows() / getHeight(), 0, map.rows() - 1.0);
        int column = (int) Math.clamp(event.getX() * map.columns() / getWidth(), 0, map.columns() - 1.0);
        tooltip.setText(Texts.of(
                "inspector.map.cell",
                range(row, map.rows(), height), range(column, map.columns(), width), Figures.number(map.cell(row, column))));
    }

    /** Indices of the rows or columns in a cell, both included. */
    private static String range(int cell, int cells, long all) {
        long from = Math.ceilDiv(cell * all, cells);
        long to = Math.ceilDiv((cell + 1) * all, cells) - 1;
        return from == to ? String.valueOf(from) : from + "–" + to;
    }
}
