package dev.patchbay.mapping.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTemplateTest {

    private static String fill(String template, Map<String, String> captures) throws RuleSyntaxException {
        return NameTemplate.parse(template).fill(captures);
    }

    @Test
    void fillsInWhatWasCaptured() throws Exception {
        assertThat(fill("a.{i}.lora_{m}.weight", Map.of("i", "07", "m", "A"))).isEqualTo("a.07.lora_A.weight");
    }

    @Test
    void calculatesWithNumbers() throws Exception {
        assertThat(fill("up.{3-i}.x", Map.of("i", "1"))).isEqualTo("up.2.x");
        assertThat(fill("b.{i+1}", Map.of("i", "09"))).isEqualTo("b.10");
        assertThat(fill("b.{i+j-1}", Map.of("i", "2", "j", "4"))).isEqualTo("b.5");
    }

    @Test
    void anEmptyCaptureTakesItsDotWithIt() throws Exception {
        Map<String, String> none = Map.of("r", "", "s", "");
        assertThat(fill("transformer.{r}", none)).isEqualTo("transformer");
        assertThat(fill("{r}.weight", none)).isEqualTo("weight");
        assertThat(fill("a.{r}.{s}.b", none)).isEqualTo("a.b");
        assertThat(fill("{r}.{s}", none)).isEmpty();
    }

    @Test
    void anIndexBelowZeroIsNoIndex() throws Exception {
        NameTemplate template = NameTemplate.parse("b.{3-i}");
        assertThatThrownBy(() -> template.fill(Map.of("i", "4"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        NameTemplate template = NameTemplate.parse("{rest}.{i+1}.{m}");
        assertThat(template.captures()).containsExactly("rest", "i", "m");
        assertThat(template.numbers()).containsExactly("i");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a.{i|a.{i, character 3: this brace is never closed.",
        "a.*|a.*, character 3: \"*\" cannot stand for itself here; \"*\" matches any character but a dot.",
        "a.{i*2}|a.{i*2}, character 3: \"i*2\" is neither the name of a capture nor a sum such as i+1 or 3-i.",
        "a.{3}|a.{3}, character 3: \"3\" is neither the name of a capture nor a sum such as i+1 or 3-i.",
        "a.{i 1}|a.{i 1}, character 3: \"i 1\" is neither the name of a capture nor a sum such as i+1 or 3-i.",
        "a.{}|a.{}, character 3: \"\" is neither the name of a capture nor a sum such as i+1 or 3-i.",
    })
    void syntaxErrorsNameTheTemplateAndThePosition(String template, String message) {
        assertThatThrownBy(() -> NameTemplate.parse(template)).isInstanceOf(RuleSyntaxException.class).hasMessage(message);
    }
}
