package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** LoKr in factored form against the dense matrix, whether its factors are matrices or products. */
class KroneckerChangeProperties {

    private static LayerChange factor(RandomFactors random, int outputs, int inputs, int rank) {
        return rank == 0 ? new DenseChange(random.matrix(outputs, inputs)) : random.factors(outputs, rank, inputs, 0.5);
    }

    private static KroneckerChange change(long seed, int leftRank, int rightRank) {
        RandomFactors random = new RandomFactors(seed);
        return new KroneckerChange(factor(random, 3, 5, leftRank), factor(random, 7, 6, rightRank), -0.75);
    }

    private static Matrix dense(LayerChange change) {
        return change.rows(0, change.outputs());
    }

    @Property(tries = 60)
    void singularValuesNormAndBestApproximationAreThoseOfTheDenseMatrix(
            @ForAll long seed, @ForAll @IntRange(max = 2) int leftRank, @ForAll @IntRange(max = 4) int rightRank,
            @ForAll @IntRange(min = 1, max = 25) int rank)
            throws LowRankException {
        KroneckerChange change = change(seed, leftRank, rightRank);
        Matrix dense = dense(change);
        FullSvd expected = FullSvd.of(dense);

        ChangeSvd svd = change.svd("m");
        double[] values = svd.values();
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(i < values.length ? values[i] : 0).isCloseTo(expected.values()[i], within(1e-6 * dense.norm()));
        }
        double best = expected.error(rank);
        double measured = dense.minus(dense(svd.keep(rank))).norm() / dense.norm();
        assertThat(svd.keep(rank).rank()).isEqualTo(rank);
        assertThat(measured).isCloseTo(best, within(1e-7));
        assertThat(svd.error(rank)).isCloseTo(best, within(1e-7));
        assertThat(change.relativeError(svd.keep(rank))).isCloseTo(best, within(1e-7));
        assertThat(change.norm()).isCloseTo(dense.norm(), within(1e-10 * dense.norm()));
    }

    @Property(tries = 60)
    void asAPlainProductItIsExactAndOfTheProductOfTheRanks(
            @ForAll long seed, @ForAll @IntRange(max = 2) int leftRank, @ForAll @IntRange(max = 4) int rightRank) throws LowRankException {
        KroneckerChange change = change(seed, leftRank, rightRank);

        LowRankFactors product = change.product("m");

        assertThat(product.rank()).isEqualTo((leftRank == 0 ? 3 : leftRank) * (rightRank == 0 ? 6 : rightRank));
        assertThat(dense(change).minus(dense(product)).norm()).isLessThan(1e-11 * change.norm());
    }

    /** Rows are asked for in blocks that end in the middle of a block of the product. */
    @Property(tries = 60)
    void anyRowsAreThoseOfTheWhole(
            @ForAll long seed, @ForAll @IntRange(max = 20) int from, @ForAll @IntRange(min = 1, max = 21) int count) {
        KroneckerChange change = change(seed, 0, 3);
        int to = Math.min(change.outputs(), from + count);

        assertThat(change.rows(from, to).minus(dense(change).rows(from, to)).norm()).isZero();
    }
}
