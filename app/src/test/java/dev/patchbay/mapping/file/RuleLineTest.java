package dev.patchbay.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.mapping.pattern.RuleSyntaxException;
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
        "split a dim 0 pair divide → b, c",
        "gather a.{w} dim 0 chunks 12 → b.{w} [0,1,2,6,7,8], c.{w} [3,4,5,9,10,11]",
        "fuse a.{i:int}.q.{w}, a.{i:int}.k.{w} dim 0 → a.{i}.qk.{w}",
        "fuse a.{w}, b.{w} dim 0 pair share → c.{w}",
        "transpose **.lora_a",
        "unflatten lora_unet_{flat}.{rest:**} → transformer.{module}.{rest}",
        "unflatten lora_te2_{flat}.{rest:**} component text_encoder_2 → text_encoder_2.{module}.{rest}",
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
        "``|\"\" is no rule; a line begins with keep, drop, rename, split, gather, fuse, transpose, unflatten or scale.",
        "collect a|\"collect\" is no rule; a line begins with keep, drop, rename, split, gather, fuse, transpose, unflatten or scale.",
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
        "split a pair halve -> b, c|The other half of a pair can be treated as share, divide, not as \"halve\".",
        "gather a chunks 2 -> b|gather a chunks 2 -> b: \"b\" should be names with their chunks, such as to_q [0,2], to_k [1].",
        "gather a chunks 2 -> b [2]|b: the chunks [2] should be different numbers from 0 to 1, and at least one.",
        "gather a chunks 2 -> b [0,0]|b: the chunks [0, 0] should be different numbers from 0 to 1, and at least one.",
        "gather a chunks 1 -> b [0]|a: 1 chunks cannot be gathered from; 2 to 4096 can.",
        "gather a chunks 2 -> b [0], b [1]|a: a split needs a different name for every piece.",
        "fuse a -> b|b: 1 patterns are to be fused; 2 to 64 can be.",
        "fuse a, b dim 2 -> c|c: tensors can be fused along dimension 0 (rows) or 1 (columns), not 2.",
        "fuse a.{x}, b -> c|a.{x} and b capture different things, so nothing says which tensors belong together.",
        "fuse a, a -> c|c: the same pattern stands for two of the parts.",
        "unflatten a.{x} -> b.{module}|a.{x}: an unflatten has to capture the flattened name as {flat}.",
        "unflatten a.{flat}.{module} -> b|a.{flat}.{module}: {module} is the name that is found; it cannot be captured or calculated with.",
        "unflatten {flat} component a.b -> {module}|\"a.b\" is no component; it is a word such as unet or text_encoder_2.",
    })
    void saysWhatIsWrongWithALine(String line, String message) {
        assertThatThrownBy(() -> RuleLine.parse(line)).isInstanceOf(RuleSyntaxException.class).hasMessage(message);
    }
}
