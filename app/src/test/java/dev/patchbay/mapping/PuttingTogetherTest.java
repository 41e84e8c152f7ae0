package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe.Stored;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that put tensors together or turn them: names, shapes and values. */
class PuttingTogetherTest {

    private static final String FUSE = "fuse a.q.{w:**}, a.k.{w:**} → a.qk.{w}";

    @TempDir
    Path folder;

    private static RuleSet rules(String... lines) {
        try {
            RuleSet rules = RuleSet.EMPTY;
            for (String line : lines) {
                rules = rules.plus(List.of(RuleLine.parse(line)));
            }
            return rules;
        } catch (RuleSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, float[]> read(StateDict dict, RuleSet rules) throws IOException {
        MappingResult result = rules.apply(dict.infos());
        assertThat(result.problems()).isEmpty();
        try (Checkpoint checkpoint = dict.save(folder.resolve("values.bin"))) {
            Map<String, float[]> values = new LinkedHashMap<>();
            for (MappedTensor tensor : result.tensors()) {
                values.put(tensor.name(), new RecipeData(checkpoint, tensor.recipe(), tensor.info()).toFloats());
            }
            return values;
        }
    }

    private static List<String> problems(StateDict dict, RuleSet rules) {
        return rules.apply(dict.infos()).problems().stream().map(problem -> problem.message().toString()).toList();
    }

    @Test
    void gatherTakesChunksInTheOrderItIsTold() throws IOException {
        StateDict dict = new StateDict().with("a.w", Shape.of(6, 1), 0, 1, 2, 3, 4, 5);
        Map<String, float[]> values = read(dict, rules("gather a.w dim 0 chunks 6 → b [0,1,4], c [3,2]"));
        assertThat(values.get("b")).containsExactly(0, 1, 4);
        assertThat(values.get("c")).containsExactly(3, 2);
    }

    @Test
    void gatherAlongAnotherDimensionTakesColumns() throws IOException {
        StateDict dict = new StateDict().with("a", Shape.of(2, 4), 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(read(dict, rules("gather a dim 1 chunks 4 → b [3,0]")).get("b")).containsExactly(3, 0, 7, 4);
    }

    @Test
    void twelveChunksAndTheirInverseAreTheStoredTensorItself() {
        RuleSet rules = rules(
                "gather ada.{w} dim 0 chunks 12 → n1.{w} [0,1,2,6,7,8], n2.{w} [3,4,5,9,10,11]",
                "fuse n1.{w}, n2.{w} → ada.{w}",
                "gather ada.{w} dim 0 chunks 12 → ada.{w} [0,1,2,6,7,8,3,4,5,9,10,11]");
        MappingResult result = rules.apply(new StateDict().with("ada.weight", Shape.of(12, 1), new float[12]).infos());
        assertThat(result.tensors()).singleElement().satisfies(tensor -> assertThat(tensor.recipe()).isEqualTo(new Stored("ada.weight")));
    }

    @Test
    void fusePutsPartsTogetherInTheOrderOfThePatternsWhateverTheOrderOfTheFile() throws IOException {
        StateDict dict = new StateDict()
                .with("a.k.weight", Shape.of(1, 2), 3, 4)
                .with("other", Shape.of(1), 9)
                .with("a.q.weight", Shape.of(2, 2), 1, 2, 5, 6);
        Map<String, float[]> values = read(dict, rules(FUSE));
        assertThat(values.keySet()).containsExactly("a.qk.weight", "other");
        assertThat(values.get("a.qk.weight")).containsExactly(1, 2, 5, 6, 3, 4);
    }

    @Test
    void allSourcesOfAFusedTensorAreKnown() {
        StateDict dict = new StateDict().with("a.q.b", Shape.of(1), 1).with("a.k.b", Shape.of(1), 2);
        MappedTensor fused = rules(FUSE).apply(dict.infos()).tensors().getFirst();
        assertThat(fused.source()).isEqualTo("a.q.b");
        assertThat(fused.sources()).containsExactly("a.q.b", "a.k.b");
        assertThat(rules(FUSE, "drop **").apply(dict.infos()).dropped().stream().map(one -> one.info().name()))
                .containsExactly("a.q.b", "a.k.b");
    }

    @Test
    void fuseSaysWhatItCannotDo() {
        StateDict dict = new StateDict()
                .with("a.q.one", Shape.of(1, 2), 1, 2)
                .with("a.q.two", Shape.of(1, 2), 1, 2)
                .with("a.k.two", Shape.of(1, 3), 1, 2, 3)
                .with("a.q.three", Shape.of(1), 1)
                .bytes("a.k.three", DType.F16, Shape.of(1), new byte[2]);
        assertThat(problems(dict, rules(FUSE)))
                .containsExactly(
                        "Rule 1: a.q.one is to be fused, but there is no tensor beside it that matches a.k.{w:**}.",
                        "Rule 1: a.q.two has the shape [1, 2] and a.k.two has [1, 3]; they cannot be put together.",
                        "Rule 1: a.q.three is F32 and a.k.three is F16; only tensors of one type can be put together.");
    }

    @Test
    void aFusedPairStacksTheDownMatricesAndPutsTheUpMatricesOnADiagonal() throws IOException {
        StateDict dict = new StateDict()
                .with("a.q.lora_A.weight", Shape.of(1, 2), 1, 2)
                .with("a.q.lora_B.weight", Shape.of(2, 1), 3, 4)
                .with("a.k.lora_A.weight", Shape.of(2, 2), 5, 6, 7, 8)
                .with("a.k.lora_B.weight", Shape.of(1, 2), 9, 10);
        Map<String, float[]> values = read(dict, rules(FUSE));
        assertThat(values.get("a.qk.lora_A.weight")).containsExactly(1, 2, 5, 6, 7, 8);
        assertThat(values.get("a.qk.lora_B.weight")).containsExactly(3, 0, 0, 4, 0, 0, 0, 9, 10);
    }

    /** The scale of a pair multiplies the bias of its up layer, too. */
    @Test
    void biasesArePutTogetherAtTheScaleOfTheFirst() throws IOException {
        StateDict dict = new StateDict()
                .with("a.q.lora_A.weight", Shape.of(1, 1), 1)
                .with("a.q.lora_B.weight", Shape.of(1, 1), 3)
                .with("a.q.lora_B.bias", Shape.of(1), 5)
                .with("a.q.alpha", Shape.SCALAR, 2)
                .with("a.k.lora_A.weight", Shape.of(2, 1), 1, 1)
                .with("a.k.lora_B.weight", Shape.of(1, 2), 8, 12)
                .with("a.k.lora_B.bias", Shape.of(1), 4)
                .with("a.k.alpha", Shape.SCALAR, 1);
        Map<String, float[]> values = read(dict, rules(FUSE));
        assertThat(values.get("a.qk.alpha")).containsExactly(6);
        assertThat(values.get("a.qk.lora_B.weight")).containsExactly(3, 0, 0, 0, 2, 3);
        assertThat(values.get("a.qk.lora_B.bias")).containsExactly(5, 1);
    }

    @Test
    void alphaOverRankOfEachPartIsPreserved() throws IOException {
        // Scales 2/1 and 1/2 of the parts; the fused pair has rank 3 and scale 2, so the second part is scaled by a quarter.
        StateDict dict = new StateDict()
                .with("a.q.lora_down.weight", Shape.of(1, 1), 1)
                .with("a.q.lora_up.weight", Shape.of(1, 1), 3)
                .with("a.q.alpha", Shape.SCALAR, 2)
                .with("a.k.lora_down.weight", Shape.of(2, 1), 1, 1)
                .with("a.k.lora_up.weight", Shape.of(1, 2), 8, 12)
                .with("a.k.alpha", Shape.SCALAR, 1);
        Map<String, float[]> values = read(dict, rules(FUSE));
        assertThat(values.get("a.qk.alpha")).containsExactly(6);
        assertThat(values.get("a.qk.lora_up.weight")).containsExactly(3, 0, 0, 0, 2, 3);
    }

    @Test
    void threePairsOfRankFourBecomeOneOfRankTwelveOrOfRankFourWithOneDownMatrix() throws IOException {
        StateDict dict = new StateDict();
        Map<String, Float> alphas = Map.of("q", 4f, "k", 2f, "v", 4f);
        for (String part : List.of("q", "k", "v")) {
            dict.with("a." + part + ".lora_down.weight", Shape.of(4, 2), 1, 1, 1, 1, 1, 1, 1, 1)
                    .with("a." + part + ".lora_up.weight", Shape.of(1, 4), 8, 8, 8, 8)
                    .with("a." + part + ".alpha", Shape.SCALAR, alphas.get(part));
        }
        String parts = "fuse a.q.{w:**}, a.k.{w:**}, a.v.{w:**}";
        Map<String, float[]> stacked = read(dict, rules(parts + " → a.qkv.{w}"));
        assertThat(stacked.get("a.qkv.lora_down.weight")).hasSize(12 * 2);
        assertThat(stacked.get("a.qkv.lora_up.weight")).containsExactly(
                8, 8, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8);
        assertThat(stacked.get("a.qkv.alpha")).containsExactly(12);
        Map<String, float[]> shared = read(dict, rules(parts + " dim 0 pair share → a.qkv.{w}"));
        assertThat(shared.get("a.qkv.lora_down.weight")).hasSize(4 * 2);
        assertThat(shared.get("a.qkv.lora_up.weight")).containsExactly(8, 8, 8, 8, 4, 4, 4, 4, 8, 8, 8, 8);
        assertThat(shared.get("a.qkv.alpha")).containsExactly(4);
    }

    @Test
    void partsThatShareTheirDownMatrixAreFusedAtTheirOwnRank() {
        RuleSet there = rules("split a.qk.{w:**} dim 0 → a.q.{w}, a.k.{w}");
        StateDict dict = new StateDict()
                .with("a.qk.lora_A.weight", Shape.of(1, 2), 1, 2)
                .with("a.qk.lora_B.weight", Shape.of(2, 1), 3, 4)
                .with("a.qk.alpha", Shape.SCALAR, 1);
        MappingResult back = there.plus(rules(FUSE).entries().stream().map(RuleEntry::rule).toList()).apply(dict.infos());
        assertThat(back.problems()).isEmpty();
        assertThat(back.tensors()).allSatisfy(tensor -> assertThat(tensor.recipe()).isEqualTo(new Stored(tensor.name())));
    }

    @Test
    void aDownMatrixThatIsSaidToBeSharedHasToBe() throws IOException {
        StateDict dict = new StateDict()
                .with("a.q.lora_A.weight", Shape.of(1, 2), 1, 2)
                .with("a.k.lora_A.weight", Shape.of(1, 2), 1, 2)
                .with("a.q.lora_B.weight", Shape.of(1, 1), 3)
                .with("a.k.lora_B.weight", Shape.of(1, 1), 4);
        RuleSet share = rules("fuse a.q.{w:**}, a.k.{w:**} pair share → a.qk.{w}");
        Map<String, float[]> values = read(dict, share);
        assertThat(values.get("a.qk.lora_A.weight")).containsExactly(1, 2);
        assertThat(values.get("a.qk.lora_B.weight")).containsExactly(3, 4);
        StateDict others = new StateDict().with("a.q.lora_A.weight", Shape.of(1, 1), 1).with("a.k.lora_A.weight", Shape.of(1, 1), 2);
        assertThatThrownBy(() -> read(others, share))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("a.q.lora_A.weight and a.k.lora_A.weight differ, so they cannot be shared. Stack them instead.");
    }

    @Test
    void aPairWhoseUpMatrixIsOnADiagonalIsDividedWithItsRankAndAlpha() throws IOException {
        StateDict dict = new StateDict()
                .with("a.qk.lora_A.weight", Shape.of(2, 2), 1, 2, 3, 4)
                .with("a.qk.lora_B.weight", Shape.of(3, 2), 5, 0, 6, -0f, 0, 7)
                .with("a.qk.alpha", Shape.SCALAR, 4);
        Map<String, float[]> values = read(dict, rules("split a.qk.{w:**} dim 0 sizes 2,1 pair divide → a.q.{w}, a.k.{w}"));
        assertThat(values.get("a.q.lora_A.weight")).containsExactly(1, 2);
        assertThat(values.get("a.k.lora_A.weight")).containsExactly(3, 4);
        assertThat(values.get("a.q.lora_B.weight")).containsExactly(5, 6);
        assertThat(values.get("a.k.lora_B.weight")).containsExactly(7);
        assertThat(values.get("a.q.alpha")).containsExactly(2);
    }

    @Test
    void aPairThatIsNotOnADiagonalIsNotDivided() {
        StateDict dict = new StateDict().with("a.qk.lora_B.weight", Shape.of(2, 2), 5, 0.5f, 0, 7);
        assertThatThrownBy(() -> read(dict, rules("split a.qk.{w:**} dim 0 pair divide → a.q.{w}, a.k.{w}")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith(
                        "a.qk.lora_B.weight is not zero beside its 2 blocks, so its pair cannot be divided. Share the other half instead.");
    }

    @Test
    void columnsAreFusedInTheDownMatrices() throws IOException {
        StateDict dict = new StateDict()
                .with("a.q.lora_A.weight", Shape.of(1, 1), 1)
                .with("a.q.lora_B.weight", Shape.of(2, 1), 2, 3)
                .with("a.k.lora_A.weight", Shape.of(1, 1), 4)
                .with("a.k.lora_B.weight", Shape.of(2, 1), 5, 6);
        Map<String, float[]> values = read(dict, rules("fuse a.q.{w:**}, a.k.{w:**} dim 1 → a.qk.{w}"));
        assertThat(values.get("a.qk.lora_A.weight")).containsExactly(1, 0, 0, 4);
        assertThat(values.get("a.qk.lora_B.weight")).containsExactly(2, 5, 3, 6);
    }

    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F16", "BF16", "F32", "I64", "U8", "C64"})
    void transposeMovesElementsOfEverySize(DType type) throws IOException {
        int size = type.bits() / 8;
        byte[] bytes = new byte[70 * 130 * size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / size * 31 + i % size);
        }
        StateDict dict = new StateDict().bytes("x.lora_a", type, Shape.of(70, 130), bytes);
        MappedTensor tensor = rules("transpose **.lora_a").apply(dict.infos()).tensors().getFirst();
        assertThat(tensor.info()).isEqualTo(new TensorInfo("x.lora_a", type, Shape.of(130, 70)));
        try (Checkpoint checkpoint = dict.save(folder.resolve("t.bin")); Arena arena = Arena.ofConfined()) {
            byte[] turned = new RecipeData(checkpoint, tensor.recipe(), tensor.info()).bytes(arena).toArray(ValueLayout.JAVA_BYTE);
            for (int at : new int[] {0, 1, 69, 70, 130 * 64 + 3, 130 * 70 - 1}) {
                int original = at % 70 * 130 + at / 70;
                for (int part = 0; part < size; part++) {
                    assertThat(turned[at * size + part]).isEqualTo(bytes[original * size + part]);
                }
            }
        }
    }

    @Test
    void onlyAMatrixIsTransposedAndTwiceIsNotAtAll() {
        StateDict dict = new StateDict().with("a", Shape.of(1, 1, 1), 1).with("b", Shape.of(1, 2), 1, 2);
        assertThat(problems(dict, rules("transpose *")))
                .containsExactly("Rule 1: a is F32 with the shape [1, 1, 1]; only a matrix of whole bytes can be transposed.");
        assertThat(rules("transpose b", "transpose b").apply(dict.infos()).tensors().getLast().recipe()).isEqualTo(new Stored("b"));
    }

    @Test
    void unflattenLooksModulesUpInTheBase() {
        ModuleNames names = (component, flat) ->
                component.isEmpty() && flat.equals("blocks_0_to_q") ? Optional.of("blocks.0.to_q") : Optional.empty();
        RuleSet rules = rules("unflatten lora_unet_{flat}.{rest:**} → unet.{module}.{rest}");
        StateDict dict = new StateDict().with("lora_unet_blocks_0_to_q.lora_down.weight", Shape.of(1), 1)
                .with("lora_unet_x.alpha", Shape.of(1), 1);
        MappingResult result = rules.apply(dict.infos(), names);
        assertThat(result.problems()).isEmpty();
        assertThat(result.tensors().stream().map(MappedTensor::name))
                .containsExactly("unet.blocks.0.to_q.lora_down.weight", "lora_unet_x.alpha");
        assertThat(problems(dict, rules))
                .containsExactly(
                        "Rule 1: lora_unet_blocks_0_to_q.lora_down.weight is flattened; a base model is needed to look its name up. (1 "
                                + "more like it.)");
    }

    @Test
    void rowsOfAKroneckerProductAreRowsOfItsFirstFactor() throws IOException {
        StateDict dict = new StateDict().with("a.lokr_w1", Shape.of(2, 1), 1, 2).with("a.lokr_w2", Shape.of(1, 1), 3);
        Map<String, float[]> values = read(dict, rules("split a.{w} dim 0 → q.{w}, k.{w}"));
        assertThat(values.get("k.lokr_w1")).containsExactly(2);
        assertThat(values.get("k.lokr_w2")).containsExactly(3);
    }
}
