package dev.patchbay.matching.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.matching.Shapes;
import dev.patchbay.matching.drop.DropOutcome.Fits;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SAT LoRA whose words were all replaced by nonsense, so that nothing but numbers and shapes can tell where its tensors belong. */
class NonsenseWordsTest {

    private final Map<String, String> words = new HashMap<>();
    private final Random random = new Random(7);

    /** Every run of letters becomes another one; the same run the same, wherever it is. Digits and separators stay. */
    private String nonsense(String name) {
        StringBuilder result = new StringBuilder();
        for (String piece : name.split("(?<=[^A-Za-z])|(?=[^A-Za-z])")) {
            result.append(piece.matches("[A-Za-z]+") ? words.computeIfAbsent(piece, this::word) : piece);
        }
        return result.toString();
    }

    private String word(String old) {
        String word;
        do {
            word = random.ints(old.length() == 1 ? 1 : 5, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
            word = old.length() == 1 ? word.toUpperCase(Locale.ROOT) : word;
        } while (words.containsValue(word));
        return word;
    }

    /** What the built-in rules for SAT make of the file, in its nonsense names. */
    private Map<String, String> expected(List<TensorInfo> tensors) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (MappedTensor tensor : BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow().apply(tensors).tensors()) {
            expected.put(nonsense(tensor.source()), tensor.name());
        }
        assertThat(expected).hasSize(240);
        return expected;
    }

    private static final String LAYER = "model.diffusion_model.transformer.layers.";

    private List<RuleProposal> drop(List<TensorInfo> tensors, BaseModel base, String dragged, String module) {
        DropOutcome outcome = new RuleInference(Shapes.untouched(Shapes.renamed(tensors, this::nonsense)), base)
                .infer(nonsense(dragged), "transformer", module);
        assertThat(outcome).isInstanceOf(Fits.class);
        return ((Fits) outcome).proposals();
    }

    private void assertExact(RuleProposal proposal, List<TensorInfo> tensors, Map<String, String> expected) {
        Map<String, String> changes = Shapes.changes(proposal.rules(), Shapes.renamed(tensors, this::nonsense));
        assertThat(changes).hasSize(proposal.tensors());
        assertThat(expected).containsAllEntriesOf(changes);
    }

    @Test
    void oneDragReachesThisModuleItsBlocksItsPartsAndTheWholeAttention() {
        for (BaseModel base : List.of(Shapes.tiny(), Shapes.cogvideox2b())) {
            List<TensorInfo> tensors = base.equals(Shapes.tiny()) || base.main().module("proj_out").orElseThrow().weight().size(1) == 32
                    ? Shapes.satLora()
                    : Shapes.satLora2b();
            for (String half : List.of("A", "B")) {
                List<RuleProposal> proposals =
                        drop(tensors, base, LAYER + "0.attention.query_key_value.matrix_" + half + ".0", "transformer_blocks.0.attn1.to_q");
                assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(2, 60, 180, 240);
                assertThat(proposals).extracting(proposal -> proposal.modules().size()).containsExactly(1, 30, 90, 120);
                assertThat(proposals).extracting(proposal -> proposal.label().toString()).containsExactly(
                        "this module (2 tensors)",
                        "to_q in all 30 blocks (60 tensors)",
                        "to_q, to_k and to_v in all 30 blocks (180 tensors)",
                        "all of attn1 in all 30 blocks (240 tensors)");
                proposals.forEach(proposal -> assertExact(proposal, tensors, expected(tensors)));
                assertThat(proposals.getLast().rules()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void theRulesReadLikeWrittenByHand() {
        List<RuleProposal> proposals = drop(
                Shapes.satLora(), Shapes.tiny(), LAYER + "3.attention.query_key_value.matrix_A.1", "transformer_blocks.3.attn1.to_k");
        String head = nonsense("model.diffusion_model.transformer.layers") + ".{i:int}." + nonsense("attention") + ".";
        String matrix = nonsense("matrix") + "_{m:" + nonsense("A") + "=A," + nonsense("B") + "=B}";
        assertThat(proposals.getLast().rules()).extracting(rule -> rule.describe()).containsExactly(
                "rename " + head + nonsense("query_key_value") + "." + matrix
                        + ".{p:0=to_q,1=to_k,2=to_v} → transformer.transformer_blocks.{i}.attn1.{p}.lora_{m}.weight",
                "rename " + head + nonsense("dense") + "." + matrix
                        + ".0 → transformer.transformer_blocks.{i}.attn1.to_out.0.lora_{m}.weight");
    }

    @Test
    void theOutputProjectionFirstOffersTheRestInOrderAndSaysSo() {
        List<TensorInfo> tensors = Shapes.satLora();
        List<RuleProposal> proposals =
                drop(tensors, Shapes.tiny(), LAYER + "0.attention.dense.matrix_A.0", "transformer_blocks.0.attn1.to_out.0");
        assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(2, 60, 240);
        assertThat(proposals.get(1).label()).hasToString("to_out.0 in all 30 blocks (60 tensors)");
        assertThat(proposals.get(2).label().toString()).startsWith("all of attn1 in all 30 blocks (240 tensors), taken in order: ")
                .contains(nonsense(LAYER + "0.attention.query_key_value.matrix_A.0") + " → to_q", ".1 → to_k", ".2 → to_v");
        proposals.forEach(proposal -> assertExact(proposal, tensors, expected(tensors)));
    }

    @Test
    void aPartWhereItsNumberDoesNotSayItIsOnlyConnectedInItsBlocks() {
        List<RuleProposal> proposals = drop(
                Shapes.satLora(), Shapes.tiny(), LAYER + "0.attention.query_key_value.matrix_A.0", "transformer_blocks.0.attn1.to_k");
        assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(2, 60);
    }

    @Test
    void anotherBlockThanTheOwnIsOnlyConnectedHere() {
        List<RuleProposal> proposals = drop(
                Shapes.satLora(), Shapes.tiny(), LAYER + "5.attention.query_key_value.matrix_A.0", "transformer_blocks.0.attn1.to_q");
        assertThat(proposals).extracting(proposal -> proposal.label().toString()).containsExactly(
                "this module (2 tensors)", "to_q, to_k and to_v here (6 tensors)", "all of attn1 here (8 tensors)");
    }

    @Test
    void aBranchConnectsAllItsPairs() {
        List<TensorInfo> tensors = Shapes.satLora();
        Map<String, String> expected = expected(tensors);
        List<RuleProposal> proposals = drop(tensors, Shapes.tiny(), LAYER + "0.attention", "transformer_blocks.0.attn1");
        assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(8, 240);
        proposals.forEach(proposal -> assertExact(proposal, tensors, expected));

        List<RuleProposal> fused = drop(tensors, Shapes.tiny(), LAYER + "0.attention.query_key_value", "transformer_blocks.0.attn1.to_q");
        assertThat(fused).extracting(RuleProposal::tensors).containsExactly(6, 180, 240);
        fused.forEach(proposal -> assertExact(proposal, tensors, expected));

        List<RuleProposal> all = drop(tensors, Shapes.tiny(), "model.diffusion_model.transformer.layers", "transformer_blocks");
        assertThat(all.getLast().tensors()).isEqualTo(240);
        all.forEach(proposal -> assertExact(proposal, tensors, expected));
    }

    @Test
    void whatRulesAlreadyPlacedIsLeftAlone() {
        List<TensorInfo> tensors = Shapes.renamed(Shapes.satLora(), this::nonsense);
        Map<String, String> expected = expected(Shapes.satLora());
        RuleInference first = new RuleInference(Shapes.untouched(tensors), Shapes.tiny());
        String dragged = nonsense(LAYER + "0.attention.query_key_value.matrix_A.0");
        RuleProposal blocks = ((Fits) first.infer(dragged, "transformer", "transformer_blocks.0.attn1.to_q")).proposals().get(1);
        RuleSet rules = RuleSet.of(blocks.rules());
        RuleInference second = new RuleInference(rules.apply(tensors), Shapes.tiny());
        String next = nonsense(LAYER + "4.attention.query_key_value.matrix_B.2");
        List<RuleProposal> proposals = ((Fits) second.infer(next, "transformer", "transformer_blocks.4.attn1.to_v")).proposals();
        assertThat(proposals).extracting(RuleProposal::tensors).startsWith(2, 60);
        MappingResult both = rules.plus(proposals.getLast().rules()).apply(tensors);
        assertThat(both.problems()).isEmpty();
        both.tensors().stream().filter(tensor -> !tensor.rules().isEmpty())
                .forEach(tensor -> assertThat(expected).containsEntry(tensor.source(), tensor.name()));
    }

    /** The first blocks of the tiny base and of its LoRA. */
    private static boolean isAmong(String name, int blocks) {
        return IntStream.range(blocks, 30)
                .noneMatch(block -> name.matches(".*(layers|transformer_blocks|modulations|layernorm_list)\\." + block + "\\..*"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6})
    void modelsOfFewBlocksWorkToo(int blocks) {
        List<TensorInfo> tensors = Shapes.satLora().stream().filter(tensor -> isAmong(tensor.name(), blocks)).toList();
        Map<String, Shape> shapes = new LinkedHashMap<>(Shapes.tiny().main().tensors());
        shapes.keySet().removeIf(name -> !isAmong(name, blocks));
        List<RuleProposal> proposals = drop(
                tensors, Shapes.base(shapes), LAYER + "0.attention.query_key_value.matrix_A.0", "transformer_blocks.0.attn1.to_q");
        assertThat(proposals.getLast().tensors()).isEqualTo(8 * blocks);
        Map<String, String> expected = expected(Shapes.satLora());
        assertExact(proposals.getLast(), tensors, expected);
        // With three blocks and three parts the other reading is offered as well.
        assertThat(proposals).hasSize(blocks == 1 ? 3 : blocks == 3 ? 6 : 4);
    }

    @Property(tries = 20)
    void whateverTheWordsAndWhicheverTheBlock(
            @ForAll int seed, @ForAll @IntRange(max = 29) int block, @ForAll @IntRange(max = 2) int part) {
        words.clear();
        random.setSeed(seed);
        List<TensorInfo> tensors = Shapes.satLora();
        String module = "transformer_blocks." + block + ".attn1." + Arrays.asList("to_q", "to_k", "to_v").get(part);
        List<RuleProposal> proposals = drop(tensors, Shapes.tiny(), LAYER + block + ".attention.query_key_value.matrix_B." + part, module);
        assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(2, 60, 180, 240);
        assertExact(proposals.getLast(), tensors, expected(tensors));
    }
}
