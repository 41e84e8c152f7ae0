package dev.patchbay.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersHaveThreeDigits() {
        assertThat(List.of(0.0, 1.0, 12.345, 0.01234, 123456.0, 1e-9, -0.5).stream().map(Figures::number))
                .containsExactly("0", "1.00", "12.3", "0.0123", "1.23e+05", "1.00e-09", "-0.500");
    }

    @Test
    void whatIsNoNumberHasAName() {
        assertThat(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).stream().map(Figures::number))
                .containsExactly("NaN", "∞", "−∞");
    }

    @Test
    void aShareIsInPerCent() {
        assertThat(Figures.percent(0.00812)).isEqualTo("0.812 %");
    }
}
