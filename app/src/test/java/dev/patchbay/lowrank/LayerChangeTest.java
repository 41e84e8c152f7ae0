package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** LoHa, LoKr and Tucker against their definitions, element by element. */
class LayerChangeTest {

    private final RandomFactors random = new RandomFactors(11);

    private static KroneckerChange kronecker(Matrix left, Matrix right, double scale) {
        return new KroneckerChange(new DenseChange(left), new DenseChange(right), scale);
    }

    @Test
    void loHaIsAPlainProductOfTheSquaredRank() {
        HadamardChange change = new HadamardChange(random.factors(19, 2, 17, 1), random.factors(19, 3, 17, 1), 0.5);

        Matrix expected = RandomFactors.dense(change.left()).timesElements(RandomFactors.dense(change.right())).times(0.5);
        assertThat(change.factors().rank()).isEqualTo(6);
        assertThat(RandomFactors.dense(change.factors()).minus(expected).norm()).isLessThan(1e-12);
        assertThat(change.rows(2, 5).minus(expected.rows(2, 5)).norm()).isLessThan(1e-12);
    }

    @Test
    void loKrIsTheKroneckerProduct() {
        KroneckerChange change = kronecker(random.matrix(2, 3), random.matrix(4, 5), -2);

        Matrix rows = change.rows(0, 8);
        assertThat(change.inputs()).isEqualTo(15);
        assertThat(rows.get(5, 12)).isCloseTo(-2 * change.left().rows(1, 2).get(0, 2) * change.right().rows(1, 2).get(0, 2), within(1e-12));
        assertThat(change.rows(3, 6).minus(rows.rows(3, 6)).norm()).isZero();
    }

    @Test
    void loKrIsALowRankProductWithoutLossAtTheProductOfTheRanks() throws LowRankException {
        KroneckerChange change = kronecker(random.matrix(4, 4), random.factors(12, 2, 10, 1).rows(0, 12), 0.25);
        ChangeSvd svd = change.svd("m");

        assertThat(svd.error(8)).isLessThan(1e-10);
        assertThat(change.relativeError(svd.keep(8))).isLessThan(1e-10);
        assertThat(change.relativeError(svd.keep(3))).isCloseTo(svd.error(3), within(1e-10));
        assertThat(svd.keep(60).rank()).isEqualTo(60);
    }

    @Test
    void singularValuesOfLoKrAreThoseOfTheDenseMatrix() throws LowRankException {
        KroneckerChange change = kronecker(random.matrix(2, 3), random.matrix(4, 3), 3);

        double[] dense = SmallSvd.of(change.rows(0, 8)).values();
        double[] values = change.svd("m").values();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(dense[i], within(1e-10));
        }
    }

    @Test
    void aDenseMatrixIsDecomposedAsItsFullDecompositionSays() throws LowRankException {
        Matrix matrix = random.factors(60, 25, 50, 1).rows(0, 60).plus(random.matrix(60, 50).times(0.1));
        DenseChange change = new DenseChange(matrix);
        double[] exact = SmallSvd.of(matrix).values();
        ChangeSvd svd = change.svd("m");

        double tail = 0;
        for (int i = 10; i < exact.length; i++) {
            tail += exact[i] * exact[i];
        }
        double best = Math.sqrt(tail) / matrix.norm();
        assertThat(change.relativeError(svd.keep(10))).isBetween(best * (1 - 1e-9), best * 1.001);
        assertThat(svd.error(10)).isCloseTo(change.relativeError(svd.keep(10)), within(1e-9));
        assertThat(change.relativeError(change.product("m"))).isZero();
    }

    @Test
    void errorBoundsHoldForDenseMatrices() throws LowRankException {
        DenseChange change = new DenseChange(random.factors(60, 25, 50, 1).rows(0, 60));

        ChangeSvd svd = change.svd("m");
        int rank = new RankChoice.ErrorBound(0.2).rank(svd.values());

        assertThat(change.relativeError(svd.keep(rank))).isLessThanOrEqualTo(0.2 * 1.001);
        assertThat(change.relativeError(svd.keep(25))).isLessThan(1e-8);
    }

    /**
     * w2 of LoKr's factor 2 in a wide layer: too large for a full decomposition of each module, and only the largest components are wanted.
     */
    @Test
    void aLargeFactorOfLoKrIsProjectedAndWhatThatLeavesOutIsKnown() throws LowRankException {
        Matrix large = random.factors(300, 12, 290, 1).rows(0, 300).plus(random.matrix(300, 290).times(0.02));
        KroneckerChange change = kronecker(random.matrix(2, 2), large, 0.1);

        ChangeSvd svd = change.svd("m");
        LowRankFactors kept = svd.keep(20);

        KroneckerSvd full = new KroneckerSvd(FullSvd.of(change.left().rows(0, 2)), FullSvd.of(large), 1, 0.1);
        assertThat(change.relativeError(kept)).isBetween(full.error(20) * (1 - 1e-9), full.error(20) * 1.001);
        assertThat(svd.error(20)).isCloseTo(change.relativeError(kept), within(1e-9));
    }

    /** Resizing thirty wide modules to rank 32 took minutes, nearly all of them for values that nobody looked at. */
    @Test
    void aFixedRankAsksForNoValues() {
        ChangeSvd silent = new ChangeSvd() {
            @Override
            public double[] values() {
                throw new AssertionError("asked for all values");
            }

            @Override
            public LowRankFactors components(int count) {
                throw new AssertionError("asked for components");
            }
        };

        assertThat(new RankChoice.Fixed(32).rank(silent)).isEqualTo(32);
    }

    @Test
    void normsAreThoseOfTheDenseMatrixWhicheverWayTheyAreTaken() {
        HadamardChange narrow = new HadamardChange(random.factors(40, 2, 30, 1), random.factors(40, 3, 30, 1), -0.5);
        HadamardChange wide = new HadamardChange(random.factors(300, 20, 24, 1), random.factors(300, 20, 24, 1), 0.5);
        LowRankFactors pair = random.factors(9, 4, 8, 3);

        for (LayerChange change : List.of(narrow, wide, pair, new DenseChange(random.matrix(5, 6)))) {
            double dense = change.rows(0, change.outputs()).norm();
            assertThat(change.norm()).isCloseTo(dense, within(1e-10 * dense));
        }
    }

    @Test
    void loHaOfManyComponentsIsDecomposedWithoutItsHugeProduct() throws LowRankException {
        HadamardChange change = new HadamardChange(random.factors(30, 6, 24, 1), random.factors(30, 6, 24, 1), 0.5);

        assertThat(change.product("m").rank()).isEqualTo(24);
        assertThat(change.relativeError(change.svd("m").keep(24))).isLessThan(1e-8);
        assertThat(change.relativeError(change.svd("m").keep(5))).isCloseTo(change.svd("m").error(5), within(1e-8));
    }

    @Test
    void theMiddleFactorOfAConvolutionGoesIntoDown() {
        Matrix up = random.matrix(5, 3);
        Matrix mid = random.matrix(3, 2 * 9);
        Matrix down = random.matrix(2, 4);

        LowRankFactors pair = Tucker.pair(up, mid, down, 2);

        Matrix dense = pair.rows(0, 5);
        for (int o = 0; o < 5; o++) {
            for (int i = 0; i < 4; i++) {
                for (int k = 0; k < 9; k++) {
                    double sum = 0;
                    for (int p = 0; p < 3; p++) {
                        for (int q = 0; q < 2; q++) {
                            sum += up.get(o, p) * mid.get(p, q * 9 + k) * down.get(q, i);
                        }
                    }
                    assertThat(dense.get(o, i * 9 + k)).isCloseTo(2 * sum, within(1e-12));
                }
            }
        }
    }
}
