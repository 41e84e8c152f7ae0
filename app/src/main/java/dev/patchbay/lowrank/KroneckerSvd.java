package dev.patchbay.lowrank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The decomposition of {@code scale · L ⊗ R} from those of L and R: every product of a singular value of each is one, and its vectors are
 * the Kronecker products of theirs. So the largest r take no more than the r largest of each factor.
 *
 * @param squares ‖L‖²·‖R‖²
 */
record KroneckerSvd(ChangeSvd left, ChangeSvd right, double squares, double scale) implements ChangeSvd {

    /** A pair of singular values, one of each factor. */
    private record ValuePair(int left, int right, double value) {}

    /** The pairs that can be among the {@code count} largest, sorted: of pair (i, j) the (i + 1)·(j + 1) pairs above it are no smaller. */
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

    /** One column a pair: the Kronecker product of its two. */
    private static Matrix products(Matrix left, int[] lefts, Matrix right, int[] rights) {
        int rows = right.rows();
        return Matrix.filled(
                left.rows() * rows, lefts.length,
                (row, column) -> left.get(row / rows, lefts[column]) * right.get(row % rows, rights[column]));
    }

    /** Where a factor is only projected, values that were not computed count by what they are known to add up to. */
    @Override
    public double error(int rank) {
        if (!(left instanceof RandomizedSvd) && !(right instanceof RandomizedSvd)) {
            return ChangeSvd.super.error(rank);
        }
        double kept = pairs(left.largest(rank), right.largest(rank), rank).stream().mapToDouble(pair -> pair.value() * pair.value()).sum();
        return squares == 0 ? 0 : Math.sqrt(Math.max(0, squares - kept) / squares);
    }
}
