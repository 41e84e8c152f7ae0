package dev.patchbay.mapping;

import static dev.patchbay.mapping.RuleSetTest.pattern;
import static dev.patchbay.mapping.RuleSetTest.rename;
import static dev.patchbay.mapping.RuleSetTest.split;
import static dev.patchbay.mapping.RuleSetTest.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule files come from strangers: what a few megabytes of rules multiply to ends with a sentence; ordinary sets reach no bound. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RuleEffortTest {

    private static List<TensorInfo> tensors(int count, String form, long... shape) {
        return IntStream.range(0, count).mapToObj(i -> new TensorInfo(form.formatted(i), DType.F32, Shape.of(shape))).toList();
    }

    private static List<String> keys(List<Rule> rules, List<TensorInfo> tensors) {
        return RuleSet.of(rules).apply(tensors).problems().stream()
                .map(problem -> problem.message().toString())
                .toList();
    }

    private static void endsWith(String sentence, List<Rule> rules, List<TensorInfo> tensors) {
        List<String> said = keys(rules, tensors);
        assertThat(said).isNotEmpty();
        assertThat(said.getLast()).contains(sentence);
    }

    @Test
    void tenThousandRulesOverAHundredThousandNamesEnd() {
        List<Rule> rules = Collections.nCopies(10_000, new DropRule(pattern("**.a{i:int}b")));
        endsWith("look at too many names", rules, tensors(100_000, "blocks.%d.attn.to_q.lora_A.weight", 4, 8));
    }

    @Test
    void patternsThatTurnBackAgainAndAgainEnd() {
        Rule slow = new DropRule(pattern("*a".repeat(1_000) + "b"));
        endsWith("look at too many names", Collections.nCopies(2_000, slow), tensors(500, "a".repeat(8_000) + "%db", 4, 8));
    }

    @Test
    void namesThatAreChangedByEveryRuleEnd() {
        List<Rule> rules = Stream.<Rule>generate(() -> rename("{n:**}", "{n}")).limit(10_000).toList();
        endsWith("look at too many names", rules, tensors(5_000, "blocks.%d.weight", 4, 8));
    }

    @Test
    void splitsOfSplitsEnd() {
        String[] into = IntStream.range(0, 2_000).mapToObj(i -> "{n}.p" + i + ".lora_A.weight").toArray(String[]::new);
        Rule expanding = split("{n:**}.lora_A.weight", 0, List.of(), into);
        endsWith("more than 250010 tensors", List.of(expanding, expanding, expanding), tensors(10, "x.%d.lora_A.weight", 4, 8));
    }

    @Test
    void namesThatGrowWithEveryRuleEnd() {
        Rule doubled = rename("{n:**}", "{n}.{n}");
        assertThat(keys(Collections.nCopies(40, doubled), tensors(3, "blocks.%d.weight", 4, 8)).getFirst())
                .contains("makes a name of").contains("longer than any");
        endsWith("names of more than", Collections.nCopies(10, doubled), tensors(5_000, "blocks.%d.attn1.to_q.lora_A.weight", 4, 8));
    }

    @Test
    void piecesThatArePutTogetherAndCutAgainEnd() {
        List<Rule> rules = new ArrayList<>();
        String[] into = IntStream.range(0, 64).mapToObj(i -> "p" + i + ".lora_A.weight").toArray(String[]::new);
        for (int times = 0; times < 10; times++) {
            rules.add(split("x.lora_A.weight", 0, List.of(), into));
            rules.add(new ScaleRule(pattern("p0.lora_A.weight"), new ScaleRule.Factor.Constant(0.5)));
            rules.add(new FuseRule(Stream.of(into).map(RuleSetTest::pattern).toList(), 0, template("x.lora_A.weight"),
                    FuseRule.FusedPair.STACK));
        }
        endsWith("more than 16384 pieces", rules, List.of(new TensorInfo("x.lora_A.weight", DType.F32, Shape.of(4, 8))));
    }

    @Test
    void tensorsThatAreScaledTenThousandTimesEnd() {
        List<Rule> rules = Collections.nCopies(10_000, new ScaleRule(pattern("**"), new ScaleRule.Factor.Constant(0.5)));
        endsWith("pieces of pieces", rules, tensors(3, "blocks.%d.weight", 4, 8));
    }

    @Test
    void manyFusesEnd() {
        Rule fuse = new FuseRule(
                List.of(pattern("blocks.1.attn.to_q.lora_A.weight"), pattern("blocks.2.attn.to_q.lora_A.weight")), 0,
                template("blocks.1.attn.to_q.lora_A.weight"), FuseRule.FusedPair.STACK);
        Rule back = split("blocks.1.attn.to_q.lora_A.weight", 0, List.of(),
                "blocks.1.attn.to_q.lora_A.weight", "blocks.2.attn.to_q.lora_A.weight");
        List<Rule> rules = Stream.generate(() -> Stream.of(fuse, back)).limit(5_000).flatMap(pair -> pair).toList();
        endsWith("look at too many names", rules, tensors(3_000, "blocks.%d.attn.to_q.lora_A.weight", 4, 8));
    }

    @Test
    void aThousandRulesOverTenThousandNamesReachNoBound() {
        List<Rule> rules = IntStream.range(0, 1_000)
                .<Rule>mapToObj(i -> rename("blocks." + i + ".{rest:**}", "transformer_blocks." + i + ".{rest}"))
                .toList();
        assertThat(keys(rules, tensors(10_000, "blocks.%d.attn.to_q.lora_A.weight", 4, 8))).isEmpty();
    }
}
