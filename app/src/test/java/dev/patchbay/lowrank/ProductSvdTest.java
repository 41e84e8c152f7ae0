package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProductSvdTest {

    private final RandomFactors random = new RandomFactors(5);

    @Test
    void theRankOfTheFactorsIsKeptBitForBit() throws LowRankException {
        LowRankFactors factors = random.factors(10, 4, 12, 0.5);

        assertThat(ProductSvd.of("m", factors).keep(4)).isSameAs(factors);
    }

    @Test
    void aSideThatIsBadlyConditionedLosesNothing() throws LowRankException {
        LowRankFactors factors = new LowRankFactors(
                random.matrix(40, 6).timesColumns(i -> Math.pow(10, -2 * i)),
                random.matrix(6, 30).transposed().timesColumns(i -> Math.pow(10, -3 * i)).transposed(), 1);

        LowRankFactors kept = ProductSvd.of("m", factors).keep(2);

        assertThat(factors.relativeError(kept)).isLessThan(1e-9);
    }

    @Test
    void aChangeThatIsTinyAgainstItsFactorsIsStillDecomposed() throws LowRankException {
        LowRankFactors one = random.factors(40, 3, 30, 1);
        LowRankFactors other = new LowRankFactors(one.up().plus(random.matrix(40, 3).times(1e-6)), one.down(), -1);
        LowRankFactors difference = one.plus(other);

        LowRankFactors kept = ProductSvd.of("m", difference).keep(3);

        assertThat(kept.relativeError(difference)).isLessThan(1e-6);
    }

    @Test
    void moreComponentsThanTheLayerHasRowsAreCutToThose() throws LowRankException {
        LowRankFactors factors = random.factors(3, 8, 5, 1);
        ChangeSvd svd = ProductSvd.of("m", factors);

        assertThat(svd.values()).hasSizeLessThanOrEqualTo(8);
        assertThat(svd.keep(3).rank()).isEqualTo(3);
        assertThat(factors.relativeError(svd.keep(3))).isLessThan(1e-9);
    }

    @Test
    void componentsFilledUpWithZerosAreTakenAwayAgain() throws LowRankException {
        LowRankFactors factors = random.factors(10, 4, 12, 0.5);

        LowRankFactors back = ProductSvd.of("m", ProductSvd.padded(factors, 8)).keep(4);

        assertThat(factors.relativeError(back)).isLessThan(1e-12);
    }

    @Test
    void nothingStaysNothing() throws LowRankException {
        LowRankFactors nothing = new LowRankFactors(Matrix.zero(5, 3), Matrix.zero(3, 4), 1);

        LowRankFactors kept = ProductSvd.of("m", nothing).keep(2);

        assertThat(kept.norm()).isZero();
        assertThat(ProductSvd.of("m", nothing).error(1)).isZero();
        assertThat(new RankChoice.Energy(0.99).rank(ProductSvd.of("m", nothing).values())).isEqualTo(1);
    }

    @Test
    void singularValuesAreThoseOfTheScaledProduct() throws LowRankException {
        LowRankFactors factors =
                new LowRankFactors(Matrix.of(2, 2, new float[] {3, 0, 0, 1}), Matrix.of(2, 2, new float[] {1, 0, 0, 1}), -2);

        assertThat(ProductSvd.of("m", factors).values()).containsExactly(new double[] {6, 2}, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void valuesThatAreNoNumbersAreRefusedWithTheModulesName() {
        LowRankFactors broken = new LowRankFactors(Matrix.of(1, 1, new float[] {Float.NaN}), Matrix.zero(1, 2), 1);

        assertThatThrownBy(() -> ProductSvd.of("blocks.0.to_q", broken)).isInstanceOf(LowRankException.class)
                .hasMessageContaining("blocks.0.to_q");
    }
}
