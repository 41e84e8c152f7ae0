package dev.patchbay.lowrank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The SVD of {@code scale · L ⊗ R} from those of L and R: the singular values are the products of a value of L and one of R, the vectors
 * the Kronecker products of theirs. So the r largest need at most the r largest of each factor.
 *
 * @param squares ‖L‖²·‖R‖²
 */
record KroneckerSvd(ChangeSvd left, ChangeSvd right, double squares, double scale) implements ChangeSvd {

    /** A singular value of L and one of R, by position, with their product. */
    private record ValuePair(int left, int right, double value) {}

    /**
     * Pairs that can be among the {@code count} largest, sorted: the (i + 1)·(j + 1) pairs with indices up to (i, j) are no smaller than
     * pair (i, j).
     */
    private static List<ValuePair> pairs(double[] left, double[] right, int count) {
        List<ValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length && (i + 1L) * (j + 1L) <= count; j++) {
                pairs.add(new ValuePair(i, j, left[i] * right[j]));
            }
        }
        pairs.sort(Comparator.comparingDouble(ValuePair::value).reversed());
        return pairs.subList(0, Math.min(count, pairs.size()));
    }

    private double[] sizes(List<ValuePair> pairs) {
        return pairs.stream().mapToDouble(pair -> Math.abs(scale) * pair.value()).toArray();
    }

    @Override
    public double[] values() {
        return sizes(pairs(left.values(), right.values(), Integer.MAX_VALUE));
    }

    @Override
    public double[] largest(int count) {
        return sizes(pairs(left.largest(count), right.largest(count), count));
    }

    @Override
    public LowRankFactors components(int count) {
        List<ValuePair> kept = pairs(left.largest(count), right.largest(count), count);
        LowRankFactors ofLeft = left.components(1 + kept.stream().mapToInt(ValuePair::left).max().orElseThrow());
        LowRankFactors ofRight = right.components(1 + kept.stream().mapToInt(ValuePair::right).max().orElseThrow());
        int[] lefts = kept.stream().mapToInt(ValuePair::left).toArray();
        int[] rights = kept.stream().mapToInt(ValuePair::right).toArray();
        Matrix up = products(ofLeft.up(), lefts, ofRight.up(), rights);
        Matrix down = products(ofLeft.down().transposed(), lefts, ofRight.down().transposed(), rights);
        return new LowRankFactors(up, down.transposed(), scale * ofLeft.scale() * ofRight.scale());
    }

    /** One column for each pair: the Kronecker product of both columns. */
    private static Matrix products(Matrix left, int[] lefts, Matrix right, int[] rights) {
        int rows = right.rows();
        return Matrix.filled(
                left.rows() * rows, lefts.length,
                (row, column) -> left.get(row / rows, lefts[column]) * right.get(row % rows, rights[column]));
    }

    /** If a factor was only projected, its missing values count with their known sum of squares. */
    @Override
    public double error(int rank) {
        if (!(left instanceof RandomizedSvd) && !(right instanceof RandomizedSvd)) {
            return ChangeSvd.super.error(rank);
        }
        double kept = pairs(left.largest(rank), right.largest(rank), rank).stream().mapToDouble(pair -> pair.value() * pair.value()).sum();
        return squares == 0 ? 0 : Math.sqrt(Math.max(0, squares - kept) / squares);
    }
}
