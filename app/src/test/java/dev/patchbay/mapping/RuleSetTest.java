package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.mapping.recipe.TensorRecipe.Scaled;
import dev.patchbay.mapping.recipe.TensorRecipe.Slice;
import dev.patchbay.mapping.recipe.TensorRecipe.Stored;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

public class RuleSetTest {

    public static KeyPattern pattern(String text) {
        try {
            return KeyPattern.parse(text);
        } catch (RuleSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static NameTemplate template(String text) {
        try {
            return NameTemplate.parse(text);
        } catch (RuleSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static Rule rename(String from, String to) {
        return new RenameRule(pattern(from), template(to));
    }

    public static Rule split(String from, int dimension, List<Long> sizes, String... into) {
        return new SplitRule(pattern(from), dimension, sizes, Arrays.stream(into).map(RuleSetTest::template).toList());
    }

    private static TensorInfo tensor(String name, long... shape) {
        return new TensorInfo(name, DType.F32, Shape.of(shape));
    }

    private static List<String> names(MappingResult result) {
        return result.tensors().stream().map(MappedTensor::name).toList();
    }

    private static List<String> problems(MappingResult result) {
        return result.problems().stream().map(problem -> problem.message().toString()).toList();
    }

    @Test
    void noRulesLeaveTheFileAsItIs() {
        List<TensorInfo> tensors = List.of(tensor("a", 1), tensor("b.c", 2, 3));
        MappingResult result = RuleSet.EMPTY.apply(tensors);
        assertThat(result.tensors().stream().map(MappedTensor::info)).isEqualTo(tensors);
        assertThat(result.tensors().getFirst().recipe()).isEqualTo(new Stored("a"));
        assertThat(result.dropped()).isEmpty();
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void rulesActInOrderOnTheNamesTheOthersLeft() {
        RuleSet rules = RuleSet.of(List.of(
                new KeepRule(pattern("m.**")), rename("m.{rest:**}", "x.{rest}"), rename("x.{i:int}.w", "y.{i+1}.w"),
                new DropRule(pattern("**.bias"))));
        MappingResult result = rules.apply(List.of(tensor("m.0.w", 1), tensor("other", 1), tensor("m.0.bias", 1), tensor("m.1.w", 1)));
        assertThat(names(result)).containsExactly("y.1.w", "y.2.w");
        assertThat(result.hits()).containsExactly(3, 3, 2, 1);
        assertThat(result.tensors().getFirst().rules()).containsExactly(1, 2);
        assertThat(result.dropped()).containsExactly(new DroppedTensor(tensor("other", 1), 0), new DroppedTensor(tensor("m.0.bias", 1), 3));
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void disabledRulesDoNothingAndKeepTheirPlace() {
        RuleSet rules = RuleSet.EMPTY.with(List.of(new RuleEntry(new DropRule(pattern("**")), false), new RuleEntry(rename("a", "b"))));
        MappingResult result = rules.apply(List.of(tensor("a", 1)));
        assertThat(names(result)).containsExactly("b");
        assertThat(result.hits()).containsExactly(0, 1);
        assertThat(result.tensors().getFirst().rules()).containsExactly(1);
    }

    @Test
    void twoTensorsOfOneNameAreAProblemThatNamesRuleAndTensors() {
        MappingResult result = RuleSet.of(List.of(rename("{x}.{i:int}", "{x}"))).apply(
                List.of(tensor("a.0", 1), tensor("a.1", 1), tensor("a.2", 1), tensor("b.0", 1)));
        assertThat(problems(result)).containsExactly("Rule 1: a is the name of two tensors: a.0 and a.1. (1 more like it.)");
        assertThat(result.problems().getFirst().rule()).isZero();
    }

    @Test
    void aNameGivenAwayMayBeFreedAgain() {
        RuleSet rules = RuleSet.of(List.of(rename("a", "tmp"), rename("b", "a"), rename("tmp", "b")));
        MappingResult result = rules.apply(List.of(tensor("a", 1), tensor("b", 1)));
        assertThat(names(result)).containsExactly("b", "a");
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void anUnknownCaptureIsAProblemAndTheTensorStays() {
        MappingResult result = RuleSet.of(List.of(rename("a.{x}", "b.{y}"))).apply(List.of(tensor("a.0", 1)));
        assertThat(names(result)).containsExactly("a.0");
        assertThat(problems(result)).containsExactly("Rule 1: b.{y} uses \"y\", which a.{x} does not capture (it captures: x).");
    }

    @Test
    void calculatingWithWordsIsAProblem() {
        MappingResult result = RuleSet.of(List.of(rename("a.{x}", "b.{x+1}"))).apply(List.of(tensor("a.0", 1)));
        assertThat(problems(result)).containsExactly(
                "Rule 1: b.{x+1} calculates with \"x\", which a.{x} does not capture as a number; write {x:int} there.");
    }

    @Test
    void aNegativeIndexIsAProblemAndTheTensorStays() {
        MappingResult result = RuleSet.of(List.of(rename("a.{i:int}", "b.{1-i}"))).apply(List.of(tensor("a.0", 1), tensor("a.2", 1)));
        assertThat(names(result)).containsExactly("b.1", "a.2");
        assertThat(problems(result)).containsExactly("Rule 1: b.{1-i} gives a.2 a negative (or far too large) index.");
    }

    @Test
    void aSplitCutsRowsEvenlyOrBySize() {
        Rule even = split("{l}.qkv.{w}", 0, List.of(), "{l}.q.{w}", "{l}.k.{w}", "{l}.v.{w}");
        MappingResult result = RuleSet.of(List.of(even)).apply(List.of(tensor("a.qkv.weight", 6, 5), tensor("a.qkv.bias", 6)));
        assertThat(result.tensors()).containsExactly(
                new MappedTensor(tensor("a.q.weight", 2, 5), new Slice(new Stored("a.qkv.weight"), 0, 0, 2), List.of(0)),
                new MappedTensor(tensor("a.k.weight", 2, 5), new Slice(new Stored("a.qkv.weight"), 0, 2, 2), List.of(0)),
                new MappedTensor(tensor("a.v.weight", 2, 5), new Slice(new Stored("a.qkv.weight"), 0, 4, 2), List.of(0)),
                new MappedTensor(tensor("a.q.bias", 2), new Slice(new Stored("a.qkv.bias"), 0, 0, 2), List.of(0)),
                new MappedTensor(tensor("a.k.bias", 2), new Slice(new Stored("a.qkv.bias"), 0, 2, 2), List.of(0)),
                new MappedTensor(tensor("a.v.bias", 2), new Slice(new Stored("a.qkv.bias"), 0, 4, 2), List.of(0)));

        Rule sized = split("a.{w}", 1, List.of(1L, 4L), "b.{w}", "c.{w}");
        assertThat(RuleSet.of(List.of(sized)).apply(List.of(tensor("a.weight", 6, 5))).tensors()).containsExactly(
                new MappedTensor(tensor("b.weight", 6, 1), new Slice(new Stored("a.weight"), 1, 0, 1), List.of(0)),
                new MappedTensor(tensor("c.weight", 6, 4), new Slice(new Stored("a.weight"), 1, 1, 4), List.of(0)));
    }

    @Test
    void aSplitOfALowRankPairCutsUpAndSharesDown() {
        for (List<String> names : List.of(
                List.of("l.qkv.lora_A.weight", "l.qkv.lora_B.weight"),
                List.of("l.qkv.lora_down.weight", "l.qkv.lora_up.weight"),
                List.of("l.qkv.lora.down.weight", "l.qkv.lora.up.weight"),
                List.of("l.qkv.lora_A.default.weight", "l.qkv.lora_B.default.weight"))) {
            Rule rule = split("l.qkv.{w:**}", 0, List.of(), "l.q.{w}", "l.k.{w}");
            MappingResult result = RuleSet.of(List.of(rule)).apply(
                    List.of(tensor(names.get(0), 4, 32), tensor(names.get(1), 64, 4), tensor("l.qkv.alpha")));
            assertThat(result.problems()).isEmpty();
            assertThat(result.tensors()).extracting(tensor -> tensor.info().shape())
                    .containsExactly(Shape.of(4, 32), Shape.of(4, 32), Shape.of(32, 4), Shape.of(32, 4), Shape.SCALAR, Shape.SCALAR);
            assertThat(result.tensors().get(1).recipe()).isEqualTo(new Stored(names.get(0)));
            assertThat(result.tensors().get(3).recipe()).isEqualTo(new Slice(new Stored(names.get(1)), 0, 32, 32));
        }
    }

    @Test
    void aSplitThatDoesNotDivideIsAProblemAndTheTensorStays() {
        MappingResult uneven = RuleSet.of(List.of(split("a", 0, List.of(), "b", "c", "d"))).apply(List.of(tensor("a", 8, 2)));
        assertThat(names(uneven)).containsExactly("a");
        assertThat(problems(uneven)).containsExactly(
                "Rule 1: a has the shape [8, 2]; dimension 0 cannot be divided into 3 equal pieces. Give the sizes.");
        MappingResult sum = RuleSet.of(List.of(split("a", 0, List.of(Long.MAX_VALUE, 9L), "b", "c"))).apply(List.of(tensor("a", 8, 2)));
        assertThat(problems(sum)).containsExactly(
                "Rule 1: a has the shape [8, 2]; the sizes [9223372036854775807, 9] do not add up to its dimension 0.");
        MappingResult scalar = RuleSet.of(List.of(split("a", 0, List.of(), "b", "c"))).apply(List.of(tensor("a")));
        assertThat(problems(scalar)).containsExactly("Rule 1: a has the shape [] and no dimension 0 to split.");
    }

    @Test
    void scalesByANumberOrOneOverTheRank() {
        RuleSet rules = RuleSet.of(List.of(
                new ScaleRule(pattern("**.lora_B.weight"), new ScaleRule.Factor.OneOverRank()),
                new ScaleRule(pattern("**"), new ScaleRule.Factor.Constant(2))));
        MappingResult result = rules.apply(List.of(tensor("a.lora_B.weight", 2, 8)));
        // The rank of an up matrix [out, r] is 8 although its rows are fewer.
        assertThat(result.tensors().getFirst().recipe()).isEqualTo(new Scaled(new Scaled(new Stored("a.lora_B.weight"), 0.125), 2));
        assertThat(result.tensors().getFirst().recipe().factor()).isEqualTo(0.25);
    }

    @Test
    void integersAndVectorsCannotBeScaledByRank() {
        RuleSet rules = RuleSet.of(List.of(new ScaleRule(pattern("**"), new ScaleRule.Factor.OneOverRank())));
        MappingResult result = rules.apply(List.of(new TensorInfo("n", DType.I64, Shape.of(2, 2)), tensor("v", 4)));
        assertThat(problems(result)).containsExactly(
                "Rule 1: n is I64; only F32, F16 and BF16 can be scaled.",
                "Rule 1: v has the shape [4], which has no rank to divide by; give a number.");
    }

    @Test
    void aPieceOfASplitTensorMayBeDroppedWithoutLosingTheRest() {
        RuleSet rules = RuleSet.of(List.of(split("a", 0, List.of(), "b", "c"), new DropRule(pattern("b"))));
        MappingResult result = rules.apply(List.of(tensor("a", 4)));
        assertThat(names(result)).containsExactly("c");
        assertThat(result.dropped()).isEmpty();
    }

    @Test
    void fiftyRulesReachTenThousandNames() {
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            tensors.add(tensor("model.diffusion_model.transformer.layers." + i / 40 + ".attention.part_" + i % 40 + ".matrix_A.0", 8, 64));
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rules.add(rename(
                    "model.diffusion_model.transformer.layers.{i:int}.attention.part_" + i + ".matrix_{m}.{p:0=to_q,1=to_k,2=to_v}",
                    "transformer.blocks.{i}.part_" + i + ".{p}.lora_{m}.weight"));
        }
        MappingResult result = RuleSet.of(rules).apply(tensors);
        assertThat(result.tensors()).hasSize(10_000).allSatisfy(tensor -> assertThat(tensor.name()).startsWith("transformer.blocks."));
        assertThat(result.hits().subList(0, 40)).containsOnly(250);
        assertThat(result.hits().subList(40, 50)).containsOnly(0);
    }
}
