package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How large the values of a matrix are, block by block: each cell is the root mean square of finite values of its block. Of a block's rows
 * a few are read, spread evenly, and of very long rows a piece for each cell; so the time does not grow with the tensor, and nothing but
 * one row is in memory.
 *
 * @param rows of cells, 1 to {@link #MOST}
 * @param columns of cells, 1 to {@link #MOST}
 * @param cells row by row; NaN where none of the values read is finite
 * @param sampled true if values were left out
 */
public record HeatMap(int rows, int columns, List<Double> cells, boolean sampled) {

    /** Cells along one side. */
    public static final int MOST = 80;

    /** Rows that are read of a block. */
    private static final int ROWS_OF_A_BLOCK = 8;

    /** Of longer rows only pieces are read. */
    private static final long WHOLE_ROW = 1L << 16;

    private static final int PIECE = 1024;

    /** Quantised types are read from multiples of this index. */
    private static final long ALIGNED = 256;

    /** The rows of a matrix. */
    @FunctionalInterface
    public interface Rows {

        /** All values of a row. */
        double[] read(long row) throws IOException;
    }

    public HeatMap {
        cells = List.copyOf(cells);
    }

    /** Value of a cell. */
    public double cell(int row, int column) {
        return cells.get(row * columns + column);
    }

    /** The largest cell; 0 if there is none that is finite. */
    public double most() {
        return cells.stream().mapToDouble(cell -> cell).filter(Double::isFinite).max().orElse(0);
    }

    /**
     * The map of a tensor, seen as a matrix {@code [first dimension, all others]}; a vector is one row.
     *
     * @param cancelled asked for every row
     * @throws IOException if the values cannot be read
     * @throws CancellationException if cancelled
     * @throws IllegalArgumentException unless {@link FloatCodec#canDecode} of the tensor's dtype, or if it is empty
     */
    public static HeatMap of(TensorData data, BooleanSupplier cancelled) throws IOException {
        Shape shape = data.shape();
        if (!FloatCodec.canDecode(data.dtype()) || shape.elements() == 0) {
            throw new IllegalArgumentException("no values of " + data.dtype() + " " + shape);
        }
        long rows = shape.dimensions() < 2 ? 1 : shape.size(0);
        long width = shape.elements() / rows;
        Sums sums = new Sums(rows, width);
        try (Arena arena = Arena.ofConfined()) {
            return data.read(arena, bytes -> {
                for (long row : sums.rowsToRead()) {
                    check(cancelled);
                    read(data.dtype(), bytes, row, width, sums);
                }
                return sums.map(width > WHOLE_ROW);
            });
        }
    }

    /** The map of a matrix that is computed row by row. */
    public static HeatMap of(long rows, long width, Rows matrix, BooleanSupplier cancelled) throws IOException {
        Sums sums = new Sums(rows, width);
        for (long row : sums.rowsToRead()) {
            check(cancelled);
            double[] values = matrix.read(row);
            for (int i = 0; i < values.length; i++) {
                sums.add(row, i, values[i]);
            }
        }
        return sums.map(false);
    }

    private static void check(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    private static void read(DType type, MemorySegment bytes, long row, long width, Sums sums) {
        double[] block = new double[FloatCodec.BLOCK];
        if (width <= WHOLE_ROW) {
            for (long at = 0; at < width; at += block.length) {
                add(type, bytes, row, row * width + at, at, (int) Math.min(block.length, width - at), block, sums);
            }
            return;
        }
        for (int column = 0; column < sums.columns; column++) {
            long from = Math.ceilDiv(row * width + column * width / sums.columns, ALIGNED) * ALIGNED;
            add(type, bytes, row, from, from - row * width, Math.min(PIECE, block.length), block, sums);
        }
    }

    /** @param at column of the first of the values */
    private static void add(DType type, MemorySegment bytes, long row, long first, long at, int wanted, double[] block, Sums sums) {
        int count = (int) Math.min(wanted, sums.width - at);
        FloatCodec.decode(type, bytes, first, block, count);
        for (int i = 0; i < count; i++) {
            sums.add(row, at + i, block[i]);
        }
    }

    /** Sums of squares of the cells. */
    private static final class Sums {

        private final long height;
        private final long width;
        private final int rows;
        private final int columns;
        private final double[] squares;
        private final long[] counts;

        Sums(long height, long width) {
            this.height = height;
            this.width = width;
            rows = (int) Math.min(MOST, height);
            columns = (int) Math.min(MOST, width);
            squares = new double[rows * columns];
            counts = new long[rows * columns];
        }

        List<Long> rowsToRead() {
            List<Long> wanted = new ArrayList<>();
            for (long cell = 0; cell < rows; cell++) {
                long from = Math.ceilDiv(cell * height, rows);
                long block = Math.ceilDiv((cell + 1) * height, rows) - from;
                long read = Math.min(ROWS_OF_A_BLOCK, block);
                for (long i = 0; i < read; i++) {
                    wanted.add(from + i * block / read);
                }
            }
            return wanted;
        }

        void add(long row, long column, double value) {
            if (Double.isFinite(value)) {
                int cell = (int) (row * rows / height) * columns + (int) (column * columns / width);
                squares[cell] += value * value;
                counts[cell]++;
            }
        }

        HeatMap map(boolean pieces) {
            List<Double> cells = new ArrayList<>(squares.length);
            for (int i = 0; i < squares.length; i++) {
                cells.add(counts[i] == 0 ? Double.NaN : Math.sqrt(squares[i] / counts[i]));
            }
            return new HeatMap(rows, columns, cells, pieces || Math.ceilDiv(height, rows) > ROWS_OF_A_BLOCK);
        }
    }
}
