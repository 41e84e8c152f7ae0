package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.Shape;
import java.util.Optional;

/**
 * Which scale belongs to an element of a weight, taken as rows of {@code columns} elements.
 *
 * @param columns of the weight
 * @param blockRows rows that share scales
 * @param blockColumns columns that share scales
 * @param across scales beside one another
 */
record ScaleGrid(long columns, long blockRows, long blockColumns, long across) {

    /** Side of the square blocks of {@code weight_scale_inv}, as DeepSeek-V3 made them. */
    private static final long SQUARE = 128;

    /**
     * The grid that the shape of the scales means: one for the whole tensor, one for each row ({@code [out]}, {@code [out, 1]}), for equal
     * groups of a row ({@code [out, groups]}, {@code [out, groups, 1]}), or for squares of 128. Empty if it means none of these.
     */
    static Optional<ScaleGrid> of(Shape weight, Shape scales) {
        long count = scales.elements();
        long rows = weight.dimensions() == 0 ? 1 : weight.size(0);
        long columns = rows == 0 ? 0 : weight.elements() / rows;
        if (count == 1) {
            return Optional.of(new ScaleGrid(Math.max(1, columns), Math.max(1, rows), Math.max(1, columns), 1));
        }
        if (count == 0 || columns == 0 || scales.dimensions() > 1 && scales.size(0) == 1) {
            return Optional.empty();
        }
        if (scales.size(0) == rows && count % rows == 0 && columns % (count / rows) == 0) {
            return Optional.of(new ScaleGrid(columns, 1, columns / (count / rows), count / rows));
        }
        boolean squares = weight.dimensions() == 2 && scales.dimensions() == 2 && scales.size(0) == Math.ceilDiv(rows, SQUARE)
                && scales.size(1) == Math.ceilDiv(columns, SQUARE);
        return squares ? Optional.of(new ScaleGrid(columns, SQUARE, SQUARE, scales.size(1))) : Optional.empty();
    }

    /**
     * Multiplies elements by their scales, in float32.
     *
     * @param values a run of elements, changed in place
     * @param first index of the first of them
     */
    void multiply(float[] values, long first, float[] scales) {
        int at = 0;
        while (at < values.length) {
            long column = (first + at) % columns;
            long row = (first + at) / columns;
            float scale = scales[(int) (row / blockRows * across + column / blockColumns)];
            long run = Math.min(columns, (column / blockColumns + 1) * blockColumns) - column;
            int end = (int) Math.min(values.length, at + run);
            for (; at < end; at++) {
                values[at] *= scale;
            }
        }
    }
}
