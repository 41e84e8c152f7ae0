package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LowRankFactorsTest {

    private final RandomFactors random = new RandomFactors(3);

    @Test
    void theNormIsThatOfTheDenseProduct() {
        LowRankFactors factors = random.factors(40, 7, 30, 0.25);

        assertThat(factors.norm()).isCloseTo(RandomFactors.dense(factors).norm(), within(1e-10));
    }

    @Test
    void theInnerProductIsThatOfTheDenseProducts() {
        LowRankFactors one = random.factors(40, 7, 30, 0.25);
        LowRankFactors other = random.factors(40, 3, 30, -2);

        assertThat(one.inner(other)).isCloseTo(RandomFactors.dense(one).dot(RandomFactors.dense(other)), within(1e-9));
    }

    @Test
    void theDistanceOfUnrelatedChangesIsThatOfTheDenseProducts() {
        LowRankFactors one = random.factors(40, 7, 30, 0.25);
        LowRankFactors other = random.factors(40, 3, 30, -2);

        double dense = RandomFactors.dense(one).minus(RandomFactors.dense(other)).norm();
        assertThat(one.distance(other)).isCloseTo(dense, within(1e-10));
    }

    @Test
    void aDifferenceOfOnePartInTenMillionIsMeasuredAndNotLostInTheNorms() {
        LowRankFactors one = random.factors(60, 8, 50, 0.5);
        LowRankFactors other = new LowRankFactors(one.up().plus(random.matrix(60, 8).times(1e-7)), one.down(), 0.5);

        double dense = RandomFactors.dense(one).minus(RandomFactors.dense(other)).norm();
        assertThat(one.distance(other)).isCloseTo(dense, within(1e-6 * dense));
        assertThat(one.relativeError(other)).isBetween(1e-8, 1e-6);
    }

    @Test
    void aSmallDifferenceIsMeasuredThoughTheScaleMovedFromOneFactorToTheOther() {
        LowRankFactors one = random.factors(60, 8, 50, 0.01);
        LowRankFactors other = new LowRankFactors(one.up().plus(random.matrix(60, 8).times(1e-7)), one.down().times(0.01), 1);

        double dense = RandomFactors.dense(one).minus(RandomFactors.dense(other)).norm();
        assertThat(one.distance(other)).isCloseTo(dense, within(1e-5 * dense));
    }

    @Test
    void aSmallDifferenceIsMeasuredThoughTheFactorsHaveNothingInCommon() {
        LowRankFactors one = random.factors(60, 8, 50, 1);
        Matrix mixing = random.matrix(8, 8);
        LowRankFactors other = new LowRankFactors(ThinQr.of(one.up().times(mixing)).q(), Matrix.zero(8, 50), 1);
        Matrix down = other.up().transposed().times(one.up()).times(one.down());
        LowRankFactors rewritten = new LowRankFactors(other.up(), down.plus(random.matrix(8, 50).times(1e-8)), 1);

        double dense = RandomFactors.dense(one).minus(RandomFactors.dense(rewritten)).norm();
        assertThat(one.distance(rewritten)).isCloseTo(dense, within(1e-4 * dense));
    }

    @Test
    void theSumHoldsBothChangesEachAtItsScale() {
        LowRankFactors one = random.factors(40, 7, 30, 0.25);
        LowRankFactors other = random.factors(40, 3, 30, -2);

        LowRankFactors sum = one.plus(other);

        assertThat(sum.rank()).isEqualTo(10);
        assertThat(RandomFactors.dense(sum).minus(RandomFactors.dense(one)).minus(RandomFactors.dense(other)).norm()).isLessThan(1e-12);
    }

    @Test
    void equalFactorsDifferByNothingEvenIfTheyHoldNoNumbers() {
        LowRankFactors broken = new LowRankFactors(Matrix.of(2, 1, new float[] {1, Float.NaN}), random.matrix(1, 3), 1);

        assertThat(broken.isFinite()).isFalse();
        assertThat(broken.norm()).isNaN();
        assertThat(broken.relativeError(new LowRankFactors(Matrix.of(2, 1, new float[] {1, Float.NaN}), broken.down(), 1))).isZero();
    }

    @Test
    void whatHoldsNoNumbersIsInfinitelyFarFromEverythingElse() {
        LowRankFactors good = random.factors(2, 1, 3, 1);
        LowRankFactors broken = new LowRankFactors(Matrix.of(2, 1, new float[] {1, Float.POSITIVE_INFINITY}), good.down(), 1);

        assertThat(good.relativeError(broken)).isInfinite();
        assertThat(broken.relativeError(good)).isInfinite();
    }

    @Test
    void aChangeThatWasNothingAndIsSomethingIsInfinitelyWrong() {
        LowRankFactors nothing = new LowRankFactors(Matrix.zero(4, 2), random.matrix(2, 3), 1);

        assertThat(nothing.relativeError(random.factors(4, 2, 3, 1))).isInfinite();
        assertThat(nothing.relativeError(new LowRankFactors(random.matrix(4, 1), Matrix.zero(1, 3), 1))).isZero();
    }

    @Test
    void changesOfDifferentLayersAreNotCompared() {
        assertThatThrownBy(() -> random.factors(4, 2, 3, 1).distance(random.factors(5, 2, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
