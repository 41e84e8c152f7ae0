package dev.patchbay.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleProblem;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.ScaleRule;
import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetCodecTest {

    private static final String FILE = """
            {
              "patchbay": 1,
              "name": "SAT LoRA to diffusers",
              "note": "…",
              "source": "sat",
              "target": "cogvideox",
              "rules": [
                {"keep": "model.**"},
                {"rename": "model.{i:int}.{p:0=to_q,1=to_k}", "to": "t.{i+1}.{p}", "enabled": false},
                {"split": "t.{w}", "dim": 1, "sizes": [1, 3], "into": ["a.{w}", "b.{w}"]},
                {"scale": "**.lora_B.weight", "by": "1/rank"},
                {"scale": "**", "by": 0.5},
                {"drop": "**.freqs_cos"}
              ]
            }
            """;

    @Test
    void readsEveryKindAndWritesTheSameText() throws Exception {
        RuleSet rules = RuleSetCodec.read(FILE);
        assertThat(rules.name()).isEqualTo("SAT LoRA to diffusers");
        assertThat(rules.source()).isEqualTo("sat");
        assertThat(rules.entries()).extracting(RuleEntry::enabled).containsExactly(true, false, true, true, true, true);
        assertThat(rules.entries()).extracting(entry -> entry.rule().describe()).containsExactly(
                "keep model.**",
                "rename model.{i:int}.{p:0=to_q,1=to_k} → t.{i+1}.{p}",
                "split t.{w} dim 1 sizes 1,3 → a.{w}, b.{w}",
                "scale **.lora_B.weight by 1/rank",
                "scale ** by 0.5",
                "drop **.freqs_cos");
        assertThat(rules.entries().get(4).rule()).isEqualTo(new ScaleRule(KeyPattern.parse("**"), new Factor.Constant(0.5)));
        assertThat(RuleSetCodec.write(rules)).isEqualTo(FILE);
        assertThat(RuleSetCodec.write(RuleSet.EMPTY)).isEqualTo("{\n  \"patchbay\": 1,\n  \"rules\": []\n}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'keep': 'a'}, {'collect': 'b', 'dim': 0}|Rule 2: \"collect\" is no rule that this Patchbay knows; it should have one of: drop, "
                + "fuse, gather, keep, rename, scale, split, transpose, unflatten.",
        "{'keep': 'a', 'drop': 'b'}|Rule 1: One rule cannot have keep, drop together; make a rule of each.",
        "{'to': 'a'}|Rule 1: A rule has one of: drop, fuse, gather, keep, rename, scale, split, transpose, unflatten.",
        "7|Rule 1: A rule is an object such as {\"keep\": \"**\"}, not 7.",
        "{'rename': 'a.{x}', 'to': 'b.{y}'}|Rule 1: b.{y} uses \"y\", which a.{x} does not capture (it captures: x).",
        "{'rename': 'a.{x}'}|Rule 1: The field \"to\" is missing.",
        "{'scale': 'a'}|Rule 1: The field \"by\" is missing.",
        "{'split': 'a'}|Rule 1: The field \"into\" is missing.",
        "{'gather': 'a', 'into': {'b': [0]}}|Rule 1: The field \"chunks\" is missing.",
        "{'rename': 'a', 'to': 1}|Rule 1: The field \"to\" should be a text.",
        "{'rename': 'a.{x', 'to': 'b'}|Rule 1: a.{x, character 3: this brace is never closed.",
        "{'keep': 'a', 'colour': 'b'}|Rule 1: The field \"colour\" is not known here; remove it or use a newer Patchbay.",
        "{'keep': 'a', 'enabled': 1}|Rule 1: The field \"enabled\" should be true or false.",
        "{'scale': 'a', 'by': '1/2'}|Rule 1: A factor has to be a finite number or 1/rank, not \"1/2\".",
        "{'scale': 'a', 'by': 1e999}|Rule 1: A factor has to be a finite number or 1/rank, not Infinity.",
        "{'split': 'a', 'dim': 0, 'into': ['b', 'c'], 'sizes': [1]}|Rule 1: a: the sizes [1] should be 2 positive numbers, one for each "
                + "name.",
        "{'split': 'a', 'dim': 0.5, 'into': ['b', 'c']}|Rule 1: The field \"dim\" should be a whole number.",
        "{'split': 'a', 'dim': 0, 'into': 'b'}|Rule 1: The field \"into\" should be a list.",
        "{'split': 'a', 'dim': 0, 'into': ['b']}|Rule 1: a: a split needs at least two names to split into.",
    })
    void saysWhichRuleIsWrong(String rules, String message) {
        String json = "{'patchbay': 1, 'rules': [%s]}".formatted(rules).replace('\'', '"');
        assertThatThrownBy(() -> RuleSetCodec.read(json)).isInstanceOf(RuleSyntaxException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'rules': []}|This is no rule file: it should be a JSON object with \"patchbay\": 1 and a list \"rules\".",
        "{'patchbay': 1}|This is no rule file: it should be a JSON object with \"patchbay\": 1 and a list \"rules\".",
        "[]|This is no rule file: it should be a JSON object with \"patchbay\": 1 and a list \"rules\".",
        "{'patchbay': 2, 'rules': []}|The rules are of version 2; this Patchbay reads version 1. Use a newer Patchbay.",
        "{'patchbay': 1, 'rules': [], 'name': 3}|The field \"name\" should be a text.",
        "{'patchbay': 1, 'rules': [], 'x': 3}|The field \"x\" is not known here; remove it or use a newer Patchbay.",
    })
    void refusesWhatIsNoRuleFileOfThisVersion(String json, String message) {
        assertThatThrownBy(() -> RuleSetCodec.read(json.replace('\'', '"'))).isInstanceOf(RuleSyntaxException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``", "{", "{'patchbay': 1, 'rules': [], 'rules': []}", "{'patchbay': 1, 'rules': []} x",
                "{'patchbay': 1, 'rules': [[[[[[[[[[]]]]]]]]]]}", "nul",
    })
    void brokenDoubledAndNestedJsonIsRefused(String json) {
        assertThatThrownBy(() -> RuleSetCodec.read(json.replace('\'', '"'))).isInstanceOf(RuleSyntaxException.class);
    }

    @Test
    void tooManyRulesOrBytesAreRefused() {
        String many = "{\"keep\": \"a\"},".repeat(RuleSetCodec.MAX_RULES) + "{\"keep\": \"a\"}";
        assertThatThrownBy(() -> RuleSetCodec.read("{\"patchbay\": 1, \"rules\": [" + many + "]}"))
                .isInstanceOf(RuleSyntaxException.class).hasMessage("There are 10001 rules; a rule file may have 10000.");
        assertThatThrownBy(() -> RuleSetCodec.read(" ".repeat(RuleSetCodec.MAX_BYTES + 1)))
                .isInstanceOf(RuleSyntaxException.class).hasMessage("Rules have at most 4194304 bytes.");
    }

    @Test
    void readsFilesAndNamesThemInErrors(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("good.json"), FILE);
        assertThat(RuleSetCodec.read(file).entries()).hasSize(6);
        Path empty = Files.writeString(folder.resolve("bad.json"), "{}");
        assertThatThrownBy(() -> RuleSetCodec.read(empty)).isInstanceOf(RuleSyntaxException.class)
                .hasMessageStartingWith(empty + ": This is no rule file");
        Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> RuleSetCodec.read(binary)).isInstanceOf(RuleSyntaxException.class)
                .hasMessage(binary + ": this is no UTF-8 text, so it is no rule file.");
    }

    @Test
    void aWrongRuleOfAFileIsFoundByItsLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.json"), """
                {"patchbay": 1, "name": "rules", "note": "[",
                 "rules": [
                  {"keep": "**"},

                  {"rename": "a.{x}",
                   "to": "b.{y}"}]}
                """);
        assertThatThrownBy(() -> RuleSetCodec.read(file)).isInstanceOf(RuleSyntaxException.class)
                .hasMessageStartingWith(file + ", line 5: Rule 2: b.{y} uses \"y\"");
        Files.writeString(file, FILE);
        assertThat(RuleSetCodec.located(file, new RuleProblem(1, Message.of("mapping.rule", 2, "x"))))
                .hasToString(file + ", line " + (FILE.substring(0, FILE.indexOf("rename")).lines().count()) + ": Rule 2: x");
    }

    @Test
    void aByteOrderMarkIsNoFault(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.json"), "\uFEFF" + FILE);
        assertThat(RuleSetCodec.read(file).entries()).hasSize(6);
    }

    @Test
    void aFolderIsNoRuleFile(@TempDir Path folder) {
        assertThatThrownBy(() -> RuleSetCodec.read(folder)).isInstanceOf(RuleSyntaxException.class)
                .hasMessage(folder + " is a folder; name a rule file.");
    }

    @Test
    void hugeListsOfSizesStayPlain() throws Exception {
        RuleSet rules = RuleSet.of(List.of(RuleLine.parse("split a sizes 3072,3072,3072,12288 -> b, c,d , e")));
        assertThat(RuleSetCodec.write(rules)).contains("\"sizes\": [3072, 3072, 3072, 12288]");
    }

    @Test
    void numbersOfAnySizeAreReadOrRefused() throws Exception {
        for (String number : List.of("99999999999999999999999999", "1e-999", "-0.0")) {
            assertThat(RuleSetCodec.read(scaledBy(number)).entries()).hasSize(1);
        }
        for (String number : List.of("1e999", "-1e999", "9".repeat(400), "-" + "9".repeat(400))) {
            assertThatThrownBy(() -> RuleSetCodec.read(scaledBy(number)))
                    .isInstanceOf(RuleSyntaxException.class).hasMessageContaining("finite number");
        }
    }

    private static String scaledBy(String number) {
        return "{\"patchbay\": 1, \"rules\": [{\"scale\": \"**\", \"by\": " + number + "}]}";
    }
}
