package dev.patchbay.tensor.name;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

/** Numbers of names, left open. */
class OpenNumbersTest {

    @Test
    void numbersInsideWordsAreOpenOnlyWhereAnyAre() {
        assertThat(OpenNumbers.anywhere("blocks.12.attn1.to_out.0", "{}")).isEqualTo("blocks.{}.attn{}.to_out.{}");
        assertThat(OpenNumbers.segments("blocks.12.attn1.to_out.0", ".", "{}")).isEqualTo("blocks.{}.attn1.to_out.{}");
    }

    @Test
    void underscoresSeparateSegmentsOfFlattenedNames() {
        assertThat(OpenNumbers.segments("blocks_12_attn1_linear_1", "._", "0")).isEqualTo("blocks_0_attn1_linear_0");
        assertThat(OpenNumbers.segments("blocks_12_attn1.linear_1", ".", "0")).isEqualTo("blocks_12_attn1.linear_1");
    }

    @Test
    void emptySegmentsStayEmpty() {
        assertThat(OpenNumbers.segments("a..1.", ".", "#")).isEqualTo("a..#.");
        assertThat(OpenNumbers.segments("", ".", "#")).isEmpty();
    }

    @Property
    void asTheRegularExpressionsSay(@ForAll @CharRange(from = '.', to = '9') String name) {
        assertThat(OpenNumbers.anywhere(name, "#")).isEqualTo(name.replaceAll("[0-9]+", "#"));
        assertThat(OpenNumbers.segments(name, ".", "#")).isEqualTo(name.replaceAll("(?<![^.])[0-9]+(?![^.])", "#"));
    }

    @Test
    void aNumberIsDigitsAlone() {
        assertThat(OpenNumbers.isNumber("007")).isTrue();
        assertThat(OpenNumbers.isNumber("")).isFalse();
        assertThat(OpenNumbers.isNumber("1a")).isFalse();
        assertThat(OpenNumbers.isNumber("٣")).as("digits of other scripts are words").isFalse();
    }
}
