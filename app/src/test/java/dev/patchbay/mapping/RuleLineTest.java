package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLineTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "keep model.**",
        "drop **.freqs_cos",
        "rename a.{i:int}.{rest:**} → b.{i+1}.{rest}",
        "scale **.lora_B.weight by 1/rank",
        "scale ** by 0.125",
        "split a.{w} dim 0 → b.{w}, c.{w}, d.{w}",
        "split a dim 1 sizes 3072,12288 → b, c",
    })
    void everyKindIsReadAndWrittenAlike(String line) throws Exception {
        assertThat(RuleLine.print(RuleLine.parse(line))).isEqualTo(line);
    }

    @Test
    void spacesAndTheArrowAreFree() throws Exception {
        assertThat(RuleLine.parse("  rename  a.{x}\t-> b.{x} ").describe()).isEqualTo("rename a.{x} → b.{x}");
        assertThat(RuleLine.parse("split a -> b,c").describe()).isEqualTo("split a dim 0 → b, c");
        assertThat(RuleLine.parse("scale a by 2").describe()).isEqualTo("scale a by 2.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``|\"\" is no rule; a line begins with keep, drop, rename, scale or split.",
        "gather a|\"gather\" is no rule; a line begins with keep, drop, rename, scale or split.",
        "keep|keep: something is missing at the end.",
        "keep a b|keep a b: \"b\" is too much at the end.",
        "rename a b|rename a b: \"→\" should follow instead of \"b\".",
        "rename a →|rename a →: something is missing at the end.",
        "rename a.{x} -> b.{y}|b.{y} uses \"y\", which a.{x} does not capture (it captures: x).",
        "scale a by x|A factor has to be a finite number or 1/rank, not x.",
        "scale a by NaN|A factor has to be a finite number or 1/rank, not NaN.",
        "scale a by 1e999|A factor has to be a finite number or 1/rank, not Infinity.",
        "split a dim -1 -> b, c|split a dim -1 -> b, c: \"-1\" should be a whole number.",
        "split a -> b,|The new name is missing.",
        "split a -> b|a: a split needs at least two names to split into.",
        "split a -> b, b|a: a split needs a different name for every piece.",
    })
    void saysWhatIsWrongWithALine(String line, String message) {
        assertThatThrownBy(() -> RuleLine.parse(line)).isInstanceOf(RuleSyntaxException.class).hasMessage(message);
    }
}
