package dev.patchbay.lowrank;

import dev.patchbay.task.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The largest components of a dense matrix by random projection on a few more directions than wanted, which two power iterations turn
 * towards the largest singular vectors; more iterations if the values decrease slowly, as long as they help. The seed is fixed, so the
 * same matrix gives the same factors. Errors are computed, not estimated: what the projection leaves out is the squared norm minus the
 * squares of the values it keeps.
 *
 * @see <a href="https://arxiv.org/abs/0909.4061">Halko, Martinsson and Tropp, algorithms 4.4 and 5.1</a>
 */
final class RandomizedSvd implements ChangeSvd {

    private static final int MORE = 12;
    private static final int ITERATIONS = 2;
    private static final int MOST_ITERATIONS = 8;

    /** Least relative growth of the squared norm in the projection for which another iteration is done. */
    private static final double WORTHWHILE = 3e-3;

    private static final int MOST_VALUES = 1024;
    private static final int MOST_VALUES_WHILE_WAITED_FOR = 256;

    /** Directions that are turned back together. */
    private static final int COLUMNS = 32;

    /** Share of the squared norm that need not be resolved into single values. */
    private static final double REST = 1e-6;

    private final Matrix matrix;
    private final double square;
    private final Cancellation cancellation;
    private final int mostValues;
    private @Nullable Projection last;

    RandomizedSvd(Matrix matrix) {
        this(matrix, Cancellation.NEVER, MOST_VALUES);
    }

    /** One whose work can be stopped; it resolves fewer values, so that no step of it takes long. */
    RandomizedSvd(Matrix matrix, Cancellation cancellation) {
        this(matrix, cancellation, MOST_VALUES_WHILE_WAITED_FOR);
    }

    private RandomizedSvd(Matrix matrix, Cancellation cancellation, int mostValues) {
        this.matrix = matrix;
        this.cancellation = cancellation;
        this.mostValues = mostValues;
        this.square = matrix.norm() * matrix.norm();
    }

    /** The SVD of the projection on this number of directions. */
    private record Projection(int directions, ChangeSvd svd) {}

    private int smallestSide() {
        return Math.min(matrix.rows(), matrix.columns());
    }

    private synchronized Projection projected(int rank) {
        int directions = Math.min(rank + MORE, smallestSide());
        Projection known = last;
        if (known == null || known.directions() < directions) {
            known = new Projection(directions, project(directions));
            last = known;
        }
        return known;
    }

    private ChangeSvd project(int directions) {
        Random random = new Random(directions);
        Matrix start = Matrix.filled(matrix.columns(), directions, (row, column) -> random.nextGaussian());
        Matrix basis = ThinQr.of(times(start)).q();
        double caught = 0;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            Matrix back = transposedTimes(basis);
            double norm = back.norm();
            if (i >= ITERATIONS && norm * norm < caught * (1 + WORTHWHILE)) {
                break;
            }
            caught = norm * norm;
            cancellation.check();
            basis = ThinQr.of(times(ThinQr.of(back).q())).q();
            cancellation.check();
        }
        Matrix down = transposedTimes(basis).transposed();
        cancellation.check();
        return ProductSvd.ofFinite(new LowRankFactors(basis, down, 1));
    }

    /** The matrix times another one, some rows at a time. */
    private Matrix times(Matrix right) {
        List<Matrix> blocks = new ArrayList<>();
        for (int from = 0; from < matrix.rows(); from += LayerChange.BLOCK) {
            cancellation.check();
            blocks.add(matrix.rows(from, Math.min(matrix.rows(), from + LayerChange.BLOCK)).times(right));
        }
        return Matrix.stacked(blocks);
    }

    /** The transposed matrix times another one, some of the columns of the result at a time. */
    private Matrix transposedTimes(Matrix right) {
        List<Matrix> blocks = new ArrayList<>();
        for (int from = 0; from < right.columns(); from += COLUMNS) {
            cancellation.check();
            Matrix some = right.columns(from, Math.min(right.columns(), from + COLUMNS));
            blocks.add(matrix.transposedTimes(some).transposed());
        }
        return Matrix.stacked(blocks).transposed();
    }

    /** The largest values one by one; of the others only the sum of squares is known, and they are returned as if they were equal. */
    @Override
    public double[] values() {
        int wanted = MORE;
        while (wanted < Math.min(mostValues, smallestSide()) && error(wanted) > Math.sqrt(REST)) {
            wanted *= 2;
        }
        double[] found = projected(wanted).svd().values();
        double rest = square - Arrays.stream(found).map(value -> value * value).sum();
        double[] values = Arrays.copyOf(found, smallestSide());
        double each = Math.sqrt(Math.max(0, rest) / Math.max(1, values.length - found.length));
        Arrays.fill(values, found.length, values.length, Math.min(each, found[found.length - 1]));
        return values;
    }

    @Override
    public double[] largest(int count) {
        return projected(count).svd().largest(count);
    }

    @Override
    public LowRankFactors components(int count) {
        return projected(count).svd().components(count);
    }

    @Override
    public double error(int rank) {
        double[] values = projected(rank).svd().values();
        double kept = Arrays.stream(values).limit(rank).map(value -> value * value).sum();
        return square == 0 ? 0 : Math.sqrt(Math.max(0, square - kept) / square);
    }
}
