package dev.patchbay.lowrank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpectrumTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @Test
    void equalValuesAreAsManyDirectionsAsThereAre() {
        assertThat(new Spectrum(List.of(2.0, 2.0, 2.0, 2.0)).effectiveRank()).isCloseTo(4, EXACT);
    }

    @Test
    void aSingleValueIsOneDirection() {
        assertThat(new Spectrum(List.of(5.0, 0.0, 0.0)).effectiveRank()).isCloseTo(1, EXACT);
    }

    /** Shares 1/2, 1/4, 1/4: entropy 1.5 ln 2. */
    @Test
    void theEffectiveRankIsTheExponentialOfTheEntropy() {
        assertThat(new Spectrum(List.of(2.0, 1.0, 1.0)).effectiveRank()).isCloseTo(Math.pow(2, 1.5), EXACT);
    }

    @Test
    void aChangeOfZeroHasNoDirection() {
        Spectrum zero = new Spectrum(List.of(0.0, 0.0));

        assertThat(zero.effectiveRank()).isZero();
        assertThat(zero.rankOf(0.99)).isZero();
    }

    @Test
    void theEnergyIsTheSumOfSquares() {
        Spectrum spectrum = new Spectrum(List.of(3.0, 1.0, 0.1));

        assertThat(spectrum.rankOf(0.89)).isEqualTo(1);
        assertThat(spectrum.rankOf(0.99)).isEqualTo(2);
        assertThat(spectrum.rankOf(1)).isEqualTo(3);
    }

    @Property
    void theEffectiveRankIsBetweenOneAndTheNumberOfValues(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0.01, max = 1000) Double> values) {
        assertThat(new Spectrum(values).effectiveRank()).isBetween(1 - 1e-9, values.size() + 1e-9);
    }
}
