package dev.patchbay.mapping.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true",
        "a.b, a.bc, false",
        "a.b, a.b.c, false",
        "a.*, a.b, true",
        "a.*, a, false",
        "a.*, a.b.c, false",
        "a.*c, a.bc, true",
        "a.*c, a.c, false",
        "a.**, a, true",
        "a.**, a.b.c, true",
        "a.**, ab, false",
        "a.**, a., false",
        "**.b, b, true",
        "**.b, x.y.b, true",
        "**.b, xb, false",
        "a.**.b, a.b, true",
        "a.**.b, a.x.y.b, true",
        "a.**.b, ab, false",
        "a.**.b, a..b, false",
        "**, anything.at.all, true",
        "**.**, x, true",
        "**.**, x., false",
        "a.**.**.b, a.b, true",
        "lora_*_x.**, lora_a_b_x, true",
    })
    void starsStandForPartsAndSegments(String pattern, String name, boolean matches) throws Exception {
        assertThat(KeyPattern.parse(pattern).matches(name)).isEqualTo(matches);
        assertThat(KeyPattern.parse(pattern).match(name).isPresent()).isEqualTo(matches);
    }

    @Test
    void anEmptyNameIsMatchedByAnyNumberOfSegmentsOnly() throws Exception {
        assertThat(KeyPattern.parse("**").matches("")).isTrue();
        assertThat(KeyPattern.parse("*").matches("")).isFalse();
    }

    @Test
    void capturesPartsNumbersChoicesAndSegments() throws Exception {
        KeyPattern pattern = KeyPattern.parse("m.layers.{i:int}.qkv.matrix_{m}.{p:0=to_q,1=to_k,2=to_v}.{rest:**}");
        assertThat(pattern.captures()).containsExactly("i", "m", "p", "rest");
        assertThat(pattern.numbers()).containsExactly("i");
        assertThat(pattern.match("m.layers.12.qkv.matrix_A.1.x.y")).contains(Map.of("i", "12", "m", "A", "p", "to_k", "rest", "x.y"));
        assertThat(pattern.match("m.layers.12.qkv.matrix_A.1")).contains(Map.of("i", "12", "m", "A", "p", "to_k", "rest", ""));
        assertThat(pattern.match("m.layers.12.qkv.matrix_A.3")).isEmpty();
        assertThat(pattern.match("m.layers.x.qkv.matrix_A.1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "blocks.{i:0-9}.x, blocks.0.x, true",
        "blocks.{i:0-9}.x, blocks.9.x, true",
        "blocks.{i:0-9}.x, blocks.10.x, false",
        "blocks.{i:0-9}.x, blocks.x.x, false",
        "blocks.{i:3-3}.x, blocks.3.x, true",
        "blocks.{i:3-12}.x, blocks.2.x, false",
        "**.{i:0-9}.**, a.7.b.c, true",
        "**.{i:0-9}.**, a.17.b.3.c, true",
        "**.{i:0-9}.**, a.17.b.c, false",
        "block_{i:0-9}*, block_12_x, false",
        "block_{i:0-9}*, block_1_x, true",
        "*{i:0-9}, block_12, false",
        "b{i:0-999999999999999999}, b1234567890123456789, false",
    })
    void aRangeIsAWholeNumber(String pattern, String name, boolean matches) throws Exception {
        assertThat(KeyPattern.parse(pattern).matches(name)).isEqualTo(matches);
        assertThat(KeyPattern.parse(pattern).match(name).isPresent()).isEqualTo(matches);
    }

    @Test
    void aRangeIsANumberToCalculateWith() throws Exception {
        KeyPattern pattern = KeyPattern.parse("down.{i:0-3}.{rest:**}");
        assertThat(pattern.numbers()).containsExactly("i");
        assertThat(NameTemplate.parse("up.{3-i}.{rest}").fill(pattern.match("down.1.x").orElseThrow())).isEqualTo("up.2.x");
    }

    @Test
    void aChoiceMaySpanSegments() throws Exception {
        KeyPattern pattern = KeyPattern.parse("{block:**}.lora.{m:down=A,up=B}.weight");
        assertThat(pattern.match("unet.a.to_q.lora.up.weight")).contains(Map.of("block", "unet.a.to_q", "m", "B"));
        assertThat(KeyPattern.parse("a.{x:b.c=d}.e").match("a.b.c.e")).contains(Map.of("x", "d"));
    }

    @Test
    void leftPiecesStayShortAndNumbersLong() throws Exception {
        assertThat(KeyPattern.parse("{a}_{b}").match("x_y_z")).contains(Map.of("a", "x", "b", "y_z"));
        assertThat(KeyPattern.parse("{a}{i:int}").match("layer12")).contains(Map.of("a", "layer", "i", "12"));
        assertThat(KeyPattern.parse("{i:int}{j:int}").match("123")).contains(Map.of("i", "12", "j", "3"));
        assertThat(KeyPattern.parse("{a:**}.attn.{b:**}").match("x.attn.y.attn.z")).contains(Map.of("a", "x", "b", "y.attn.z"));
        assertThat(KeyPattern.parse("{a:**}.{b:**}.c").match("x.y.c")).contains(Map.of("a", "", "b", "x.y"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a.{i|a.{i, character 3: this brace is never closed.",
        "a}.b|a}.b, character 2: \"}\" cannot stand for itself here; \"*\" matches any character but a dot.",
        "a b|a b, character 2: \" \" cannot stand for itself here; \"*\" matches any character but a dot.",
        "a.{2}|a.{2}, character 3: \"2\" cannot name a capture; use a letter, then letters, digits and underscores.",
        "{a}.{a}|{a}.{a}, character 5: \"a\" is captured a second time; give it another name.",
        "{p:0=q,1}|{p:0=q,1}, character 8: \"1\" should read \"matched=result\" "
                + "(or the capture should be \"int\", a range such as \"0-9\", or \"**\").",
        "{i:itn}|{i:itn}, character 4: \"itn\" should read \"matched=result\" "
                + "(or the capture should be \"int\", a range such as \"0-9\", or \"**\").",
        "a.{i:9-0}|a.{i:9-0}, character 3: the range from 9 to 0 holds no number; the smaller one comes first.",
        "{p:0=q,0=k}|{p:0=q,0=k}, character 1: the choice \"p\" lists the same text twice on the left.",
        "ab**.c|ab**.c, character 3: \"**\" stands for whole segments, so a dot or the end has to be on either side; \"*\" matches "
                + "inside a segment.",
    })
    void syntaxErrorsNameThePatternAndThePosition(String pattern, String message) {
        assertThatThrownBy(() -> KeyPattern.parse(pattern)).isInstanceOf(RuleSyntaxException.class).hasMessage(message);
    }

    @Test
    void anEmptyPatternIsNone() {
        assertThatThrownBy(() -> KeyPattern.parse("")).isInstanceOf(RuleSyntaxException.class).hasMessageContaining("missing");
    }

    /** Backtracking that forgot its dead ends would come to many of them exponentially often. */
    @Test
    void hostilePatternsComeToEachDeadEndOnce() throws Exception {
        String name = "a".repeat(3000);
        String stars = "*a".repeat(400) + "b";
        String choices = choices(100) + "b";
        String segments = "**.a.".repeat(400) + "b.*c";
        String digits = digits(200) + "b*c";
        String numbers = "1".repeat(3000) + "bd";
        assertMatches(stars, name + "b", true);
        assertMatches(stars, name + "cb", false);
        assertMatches(choices, name + "b", false);
        assertMatches(segments, "a.".repeat(1500) + "b.dd", false);
        assertMatches(digits, numbers, false);
    }

    private static String choices(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{c").append(i).append(":a=1,aa=2,aaa=3}");
        }
        return text.toString();
    }

    private static String digits(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("{d").append(i).append(":int}");
        }
        return text.toString();
    }

    private static void assertMatches(String pattern, String name, boolean matches) throws RuleSyntaxException {
        PatternToken[] tokens = new PatternParser(pattern).parse().toArray(PatternToken[]::new);
        PatternMatcher matcher = new PatternMatcher(tokens, name);
        assertThat(matcher.matches()).isEqualTo(matches);
        assertThat(matcher.deadEnds()).isLessThanOrEqualTo((tokens.length + 1) * (name.length() + 1));
    }
}
