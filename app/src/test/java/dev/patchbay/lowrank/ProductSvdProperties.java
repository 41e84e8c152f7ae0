package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every change, whatever its sizes and however its factors are conditioned. */
class ProductSvdProperties {

    @Property(tries = 60)
    void paddingChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int rank, @ForAll @IntRange(max = 9) int more) {
        LowRankFactors factors = new RandomFactors(seed).factors(12, rank, 7, 0.5);

        LowRankFactors padded = ProductSvd.padded(factors, rank + more);

        assertThat(padded.rank()).isEqualTo(rank + more);
        assertThat(padded.scale()).isEqualTo(factors.scale());
        assertThat(RandomFactors.dense(padded)).isEqualTo(RandomFactors.dense(factors));
    }

    /** Factors of rank 9 that hold a change of rank 3 at most: neither side has an inverse. */
    @Property(tries = 60)
    void resizingToTheTrueRankLosesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int trueRank) throws LowRankException {
        RandomFactors random = new RandomFactors(seed);
        LowRankFactors small = random.factors(24, trueRank, 20, 1);
        Matrix wide = random.matrix(trueRank, 9);
        Matrix back = wide.transposed().times(inverse(wide.times(wide.transposed())));
        LowRankFactors factors = new LowRankFactors(small.up().times(wide), back.times(small.down()), -2);

        LowRankFactors resized = ProductSvd.of("m", factors).keep(trueRank);

        assertThat(resized.rank()).isEqualTo(trueRank);
        assertThat(factors.relativeError(resized)).isLessThan(1e-6);
    }

    @Property(tries = 60)
    void noOtherApproximationOfTheRankIsBetter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int rank) throws LowRankException {
        LowRankFactors factors = new RandomFactors(seed).factors(15, 8, 11, 3);
        ChangeSvd svd = ProductSvd.of("m", factors);

        double error = factors.relativeError(svd.keep(rank));

        assertThat(error).isCloseTo(svd.error(rank), org.assertj.core.api.Assertions.within(1e-9));
        assertThat(error * factors.norm()).isCloseTo(tail(svd.values(), rank), org.assertj.core.api.Assertions.within(1e-7));
    }

    @Property(tries = 60)
    void anErrorBoundHoldsAndOneRankLessWouldNot(@ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 0.9) double bound)
            throws LowRankException {
        LowRankFactors factors = decaying(seed);
        ChangeSvd svd = ProductSvd.of("m", factors);

        int rank = new RankChoice.ErrorBound(bound).rank(svd.values());

        assertThat(factors.relativeError(svd.keep(rank))).isLessThanOrEqualTo(bound * (1 + 1e-9));
        if (rank > 1) {
            assertThat(factors.relativeError(svd.keep(rank - 1))).isGreaterThan(bound * (1 - 1e-9));
        }
    }

    @Property(tries = 60)
    void anEnergyShareIsKept(@ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.99) double share) throws LowRankException {
        LowRankFactors factors = decaying(seed);
        ChangeSvd svd = ProductSvd.of("m", factors);

        LowRankFactors kept = svd.keep(new RankChoice.Energy(share).rank(svd.values()));

        assertThat(kept.norm() * kept.norm()).isGreaterThanOrEqualTo(share * factors.norm() * factors.norm() * (1 - 1e-9));
    }

    /** The two ways of computing it: one that needs a well-conditioned side, one that needs nothing. */
    @Property(tries = 60)
    void bothDecompositionsFindTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int rank) {
        LowRankFactors factors = new RandomFactors(seed).factors(15, 8, 40, 1);

        LowRankFactors byGram = GramReduction.of(factors).orElseThrow().keep(rank);
        LowRankFactors byQr = QrReduction.of(factors).keep(rank);

        assertThat(byQr.relativeError(byGram)).isLessThan(1e-8);
    }

    /** Singular values about 1, 1/2, 1/4, … */
    private static LowRankFactors decaying(long seed) {
        RandomFactors random = new RandomFactors(seed);
        return new LowRankFactors(random.matrix(20, 10).timesColumns(i -> Math.pow(0.5, i)), random.matrix(10, 30), 0.125);
    }

    private static double tail(double[] values, int rank) {
        double sum = 0;
        for (int i = rank; i < values.length; i++) {
            sum += values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    private static Matrix inverse(Matrix gram) {
        Matrix inverse = Cholesky.of(gram).orElseThrow().inverse();
        return inverse.transposed().times(inverse);
    }
}
