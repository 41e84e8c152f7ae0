package dev.patchbay.matching.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.matching.Shapes;
import dev.patchbay.matching.drop.DropOutcome.Fits;
import dev.patchbay.matching.drop.DropOutcome.Refused;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleInferenceTest {

    static final List<String> ATTENTION = List.of("to_q", "to_k", "to_v", "to_out.0");

    /**
     * A LoRA on the attention of all 30 blocks of the tiny base; {@code %1$d} is the block, {@code %2$s} the part, {@code %3$s} the half.
     */
    static List<TensorInfo> lora(String format, List<String> parts, String down, String up) {
        List<TensorInfo> tensors = new ArrayList<>();
        for (int block = 0; block < 30; block++) {
            for (String part : parts) {
                tensors.add(Shapes.tensor(format.formatted(block, part, down), 4, 32));
                tensors.add(Shapes.tensor(format.formatted(block, part, up), 32, 4));
            }
        }
        return tensors;
    }

    private static List<RuleProposal> fits(List<TensorInfo> tensors, BaseModel base, String dragged, String module) {
        DropOutcome outcome = new RuleInference(Shapes.untouched(tensors), base).infer(dragged, "", module);
        assertThat(outcome).isInstanceOf(Fits.class);
        List<RuleProposal> proposals = ((Fits) outcome).proposals();
        for (RuleProposal proposal : proposals) {
            assertThat(Shapes.changes(proposal.rules(), tensors)).hasSize(proposal.tensors());
            assertThat(RuleSet.of(proposal.rules()).apply(tensors).problems()).isEmpty();
        }
        return proposals;
    }

    static String refused(List<TensorInfo> tensors, BaseModel base, String dragged, String module) {
        DropOutcome outcome = new RuleInference(Shapes.untouched(tensors), base).infer(dragged, "transformer", module);
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reason().toString();
    }

    private static List<String> labels(List<RuleProposal> proposals) {
        return proposals.stream().map(proposal -> proposal.label().toString()).toList();
    }

    private static List<String> lines(RuleProposal proposal) {
        return proposal.rules().stream().map(Rule::describe).toList();
    }

    /** All 240 names of a diffusers LoRA file. */
    private static List<String> diffusersNames() {
        return lora("transformer.transformer_blocks.%d.attn1.%s.lora_%s.weight", ATTENTION, "A", "B").stream().map(TensorInfo::name)
                .toList();
    }

    @Test
    void peftNamesReachEveryModuleByItsOwnName() {
        List<TensorInfo> tensors = lora("base_model.model.transformer_blocks.%d.attn1.%s.lora_%s.weight", ATTENTION, "A", "B");
        List<RuleProposal> proposals =
                fits(tensors, Shapes.tiny(), "base_model.model.transformer_blocks.3.attn1.to_k.lora_A.weight",
                        "transformer_blocks.3.attn1.to_k");
        assertThat(labels(proposals)).containsExactly(
                "this module (2 tensors)",
                "to_k in all 30 blocks (60 tensors)",
                "all of attn1 in all 30 blocks (240 tensors)",
                "every module by its own name: 120 modules (240 tensors)");
        assertThat(lines(proposals.getLast())).containsExactly(
                "rename base_model.model.{module:**}.lora_{m:A=A,B=B}.weight → transformer.{module}.lora_{m}.weight");
        assertThat(Shapes.changes(proposals.getLast().rules(), tensors).values()).containsExactlyInAnyOrderElementsOf(diffusersNames());
    }

    @Test
    void whatIsNotInTheBaseIsNotTouched() {
        List<TensorInfo> tensors = lora("base_model.model.transformer_blocks.%d.attn1.%s.lora_%s.weight", ATTENTION, "A", "B");
        tensors.add(Shapes.tensor("base_model.model.transformer_blocks.0.attn1.other.lora_A.weight", 4, 32));
        tensors.add(Shapes.tensor("base_model.model.transformer_blocks.0.attn1.other.lora_B.weight", 32, 4));
        List<RuleProposal> proposals =
                fits(tensors, Shapes.tiny(), "base_model.model.transformer_blocks.3.attn1.to_k.lora_B.weight",
                        "transformer_blocks.3.attn1.to_k");
        assertThat(proposals.getLast().tensors()).isEqualTo(240);
        assertThat(lines(proposals.getLast())).singleElement().asString().contains("{p:to_q=to_q,to_k=to_k,to_v=to_v,to_out.0=to_out.0}");
    }

    @Test
    void kohyaSuffixesAndTheirAlphasFollow() {
        List<TensorInfo> tensors = lora("transformer.transformer_blocks.%d.attn1.%s.lora_%s.weight", ATTENTION, "down", "up");
        for (int block = 0; block < 30; block++) {
            tensors.add(new TensorInfo("transformer.transformer_blocks." + block + ".attn1.to_q.alpha", DType.F32, Shape.SCALAR));
        }
        List<RuleProposal> proposals =
                fits(tensors, Shapes.tiny(), "transformer.transformer_blocks.0.attn1.to_q.lora_up.weight",
                        "transformer_blocks.0.attn1.to_q");
        // The alphas have their names already.
        assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(2, 60, 240, 240);
        assertThat(lines(proposals.getLast())).containsExactly(
                "rename transformer.{module:**}.lora_{m:down=A,up=B}.weight → transformer.{module}.lora_{m}.weight");
    }

    @Test
    void flattenedNamesAreListedAndTakeTheirAlphaAlong() {
        List<String> parts = List.of("to_q", "to_k", "to_v", "to_out_0");
        List<TensorInfo> tensors = lora("lora_unet_transformer_blocks_%d_attn1_%s.lora_%s.weight", parts, "down", "up");
        for (int block = 0; block < 30; block++) {
            for (String part : parts) {
                tensors.add(new TensorInfo("lora_unet_transformer_blocks_" + block + "_attn1_" + part + ".alpha", DType.F32, Shape.SCALAR));
            }
            tensors.add(Shapes.tensor("lora_unet_transformer_blocks_" + block + "_ff_net_0_proj.lora_down.weight", 4, 32));
            tensors.add(Shapes.tensor("lora_unet_transformer_blocks_" + block + "_ff_net_0_proj.lora_up.weight", 128, 4));
        }
        List<RuleProposal> proposals =
                fits(tensors, Shapes.tiny(), "lora_unet_transformer_blocks_2_attn1_to_out_0.lora_down.weight",
                        "transformer_blocks.2.attn1.to_out.0");
        assertThat(labels(proposals)).containsExactly(
                "this module (3 tensors)",
                "to_out.0 in all 30 blocks (90 tensors)",
                "all of attn1 in all 30 blocks (360 tensors)",
                "every module by its own name: 150 modules (420 tensors)");
        assertThat(lines(proposals.getLast())).hasSizeLessThanOrEqualTo(3);
        Map<String, String> changes = Shapes.changes(proposals.getLast().rules(), tensors);
        assertThat(changes)
                .containsEntry("lora_unet_transformer_blocks_7_attn1_to_out_0.lora_up.weight",
                        "transformer.transformer_blocks.7.attn1.to_out.0.lora_B.weight")
                .containsEntry("lora_unet_transformer_blocks_7_attn1_to_v.alpha", "transformer.transformer_blocks.7.attn1.to_v.alpha")
                .containsEntry("lora_unet_transformer_blocks_29_ff_net_0_proj.lora_down.weight",
                        "transformer.transformer_blocks.29.ff.net.0.proj.lora_A.weight");
    }

    @Test
    void otherWordsForTheSamePartsAreFoundByWhatTheyShare() {
        List<TensorInfo> tensors =
                lora("diffusion_model.blocks.%d.self_attn.%s.lora_%s.default.weight", List.of("q", "k", "v", "o"), "A", "B");
        List<RuleProposal> proposals =
                fits(tensors, Shapes.tiny(), "diffusion_model.blocks.0.self_attn.k.lora_A.default.weight",
                        "transformer_blocks.0.attn1.to_k");
        // o shares no place with to_out.0; it is what is left.
        assertThat(labels(proposals)).containsExactly(
                "this module (2 tensors)",
                "to_k in all 30 blocks (60 tensors)",
                "to_q, to_k and to_v in all 30 blocks (180 tensors)",
                "all of attn1 in all 30 blocks (240 tensors)");
        assertThat(Shapes.changes(proposals.getLast().rules(), tensors))
                .containsEntry("diffusion_model.blocks.9.self_attn.o.lora_B.default.weight",
                        "transformer.transformer_blocks.9.attn1.to_out.0.lora_B.weight");
    }

    @Test
    void theFeedForwardIsToldApartByShapes() {
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            tensors.add(Shapes.tensor("x." + i + ".attention.dense.matrix_A.0", 4, 32));
            tensors.add(Shapes.tensor("x." + i + ".attention.dense.matrix_B.0", 32, 4));
            tensors.add(Shapes.tensor("x." + i + ".mlp.dense_h_to_4h.matrix_A.0", 4, 32));
            tensors.add(Shapes.tensor("x." + i + ".mlp.dense_h_to_4h.matrix_B.0", 128, 4));
            tensors.add(Shapes.tensor("x." + i + ".mlp.dense_4h_to_h.matrix_A.0", 4, 128));
            tensors.add(Shapes.tensor("x." + i + ".mlp.dense_4h_to_h.matrix_B.0", 32, 4));
        }
        List<RuleProposal> proposals =
                fits(tensors, Shapes.tiny(), "x.0.mlp.dense_h_to_4h.matrix_A.0", "transformer_blocks.0.ff.net.0.proj");
        assertThat(labels(proposals)).containsExactly(
                "this module (2 tensors)", "0.proj in all 30 blocks (60 tensors)", "all of ff.net in all 30 blocks (120 tensors)");
        assertThat(Shapes.changes(proposals.getLast().rules(), tensors))
                .containsEntry("x.29.mlp.dense_4h_to_h.matrix_B.0", "transformer.transformer_blocks.29.ff.net.2.lora_B.weight");
    }

    @Test
    void blocksCountedFromOneAreShifted() {
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            tensors.add(Shapes.tensor("b." + i + ".w.down", 4, 32));
            tensors.add(Shapes.tensor("b." + i + ".w.up", 32, 4));
        }
        List<RuleProposal> proposals = fits(tensors, Shapes.tiny(), "b.3.w.down", "transformer_blocks.2.attn1.to_q");
        assertThat(lines(proposals.getLast())).containsExactly(
                "rename b.{i:int}.w.{m:down=A,up=B} → transformer.transformer_blocks.{i-1}.attn1.to_q.lora_{m}.weight");
    }

    @Test
    void aLoraOfSomeBlocksSaysHowMany() {
        List<TensorInfo> tensors = lora("y.%d.%s.lora_%s.weight", List.of("q", "k", "v"), "A", "B").subList(12, 24);
        List<RuleProposal> proposals = fits(tensors, Shapes.tiny(), "y.2.v.lora_A.weight", "transformer_blocks.2.attn1.to_v");
        assertThat(labels(proposals)).containsExactly(
                "this module (2 tensors)", "to_v in 2 of 30 blocks (4 tensors)", "to_q, to_k and to_v in 2 of 30 blocks (12 tensors)");
    }

    @Test
    void moreBlocksThanTheBaseHasAreNotConnectedAtOnce() {
        List<TensorInfo> tensors = lora("z.%d.%s.lora_%s.weight", List.of("w"), "A", "B");
        tensors.add(Shapes.tensor("z.30.w.lora_A.weight", 4, 32));
        tensors.add(Shapes.tensor("z.30.w.lora_B.weight", 32, 4));
        assertThat(labels(fits(tensors, Shapes.tiny(), "z.0.w.lora_A.weight", "transformer_blocks.0.attn1.to_q")))
                .containsExactly("this module (2 tensors)");
    }

    @Test
    void whereBlocksAndPartsCountAlikeBothReadingsAreOfferedWithAnExample() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            for (String part : List.of("to_q", "to_k", "to_v")) {
                shapes.put("blocks." + i + "." + part + ".weight", Shape.of(32, 32));
            }
        }
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            tensors.add(Shapes.tensor("s." + i / 3 + ".fused.A." + i % 3, 4, 32));
            tensors.add(Shapes.tensor("s." + i / 3 + ".fused.B." + i % 3, 32, 4));
        }
        List<RuleProposal> proposals = fits(tensors, Shapes.base(shapes), "s.0.fused.A.0", "blocks.0.to_q");
        assertThat(labels(proposals)).containsExactly(
                "this module (2 tensors)",
                "to_q in all 3 blocks (6 tensors), as in s.0.fused.A.1 → blocks.1.to_q and s.0.fused.A.2 → blocks.2.to_q",
                "to_q in all 3 blocks (6 tensors), as in s.1.fused.A.0 → blocks.1.to_q and s.2.fused.A.0 → blocks.2.to_q",
                "everything in all 3 blocks (18 tensors), as in s.0.fused.A.1 → blocks.1.to_q and s.0.fused.A.2 → blocks.2.to_q",
                "everything in all 3 blocks (18 tensors), as in s.1.fused.A.0 → blocks.1.to_q and s.2.fused.A.0 → blocks.2.to_q");
        // Another block than 0 leaves one reading.
        assertThat(fits(tensors, Shapes.base(shapes), "s.1.fused.A.0", "blocks.1.to_q")).extracting(RuleProposal::tensors)
                .containsExactly(2, 6, 18);
    }

    @Test
    void severalNumbersOfAUNetAreLinkedTogether() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                String block = "down_blocks." + i + ".attentions." + j + ".transformer_blocks.0.attn";
                for (int attn = 1; attn <= 2; attn++) {
                    long in = attn == 1 ? 320L << i : 768;
                    for (String part : ATTENTION) {
                        long from = part.equals("to_q") || part.equals("to_out.0") ? 320L << i : in;
                        shapes.put(block + attn + "." + part + ".weight", Shape.of(320L << i, from));
                        String name = block + attn + ".processor." + part.replace(".0", "") + "_lora.";
                        tensors.add(Shapes.tensor(name + "down.weight", 8, from));
                        tensors.add(Shapes.tensor(name + "up.weight", 320L << i, 8));
                    }
                }
            }
        }
        List<RuleProposal> proposals = fits(
                tensors,
                Shapes.base(shapes),
                "down_blocks.1.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight",
                "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q");
        assertThat(proposals).extracting(RuleProposal::tensors).containsExactly(2, 12, 36, 48);
        assertThat(Shapes.changes(proposals.getLast().rules(), tensors)).containsEntry(
                "down_blocks.2.attentions.1.transformer_blocks.0.attn1.processor.to_out_lora.up.weight",
                "transformer.down_blocks.2.attentions.1.transformer_blocks.0.attn1.to_out.0.lora_B.weight");
    }

    @Test
    void convolutionsFitByTheirKernels() {
        List<TensorInfo> tensors = List.of(Shapes.tensor("c.conv.down", 2, 4, 2, 2), Shapes.tensor("c.conv.up", 32, 2, 1, 1));
        assertThat(fits(tensors, Shapes.tiny(), "c.conv.down", "patch_embed.proj")).extracting(RuleProposal::tensors).containsExactly(2);
        assertThat(refused(tensors, Shapes.tiny(), "c.conv.up", "transformer_blocks.0.attn1.to_q"))
                .isEqualTo("The pair changes a weight of shape [32, 4, 2, 2]; transformer_blocks.0.attn1.to_q has [32, 32]. "
                        + "Drop it on a module of its shape, or choose the base model that it was trained on.");
    }

    @Test
    void aTensorDroppedOnABranchFindsTheModuleOfItsName() {
        List<TensorInfo> tensors = lora("base_model.model.transformer_blocks.%d.attn1.%s.lora_%s.weight", ATTENTION, "A", "B");
        String dragged = "base_model.model.transformer_blocks.3.attn1.to_k.lora_A.weight";
        assertThat(fits(tensors, Shapes.tiny(), dragged, "transformer_blocks.3.attn1").getFirst().modules())
                .containsExactly("transformer_blocks.3.attn1.to_k");
        assertThat(refused(Shapes.satLora(), Shapes.tiny(), "model.diffusion_model.transformer.layers.0.attention.dense.matrix_A.0",
                "transformer_blocks.0.attn1"))
                .isEqualTo("model.diffusion_model.transformer.layers.0.attention.dense.matrix_A.0 fits several modules in "
                        + "transformer_blocks.0.attn1. "
                        + "Drop it on one of them: transformer_blocks.0.attn1.to_k, transformer_blocks.0.attn1.to_out.0, "
                        + "transformer_blocks.0.attn1.to_q, transformer_blocks.0.attn1.to_v.");
    }

    @Test
    void aWholePeftBranchGoesOntoTheComponent() {
        List<TensorInfo> tensors = lora("base_model.model.transformer_blocks.%d.attn1.%s.lora_%s.weight", ATTENTION, "A", "B");
        assertThat(fits(tensors, Shapes.tiny(), "base_model.model", "").getLast().tensors()).isEqualTo(240);
        assertThat(labels(fits(tensors, Shapes.tiny(), "base_model.model.transformer_blocks.0.attn1", "transformer_blocks.0.attn1")))
                .startsWith("all of attn1 in all 30 blocks (240 tensors)");
    }

    @Test
    void whatHasItsPlaceIsNotMovedAndAModuleTakesOneAdapter() {
        List<TensorInfo> tensors =
                new ArrayList<>(lora("transformer.transformer_blocks.%d.attn1.%s.lora_%s.weight", List.of("to_q"), "A", "B"));
        tensors.add(Shapes.tensor("other.A", 4, 32));
        tensors.add(Shapes.tensor("other.B", 32, 4));
        assertThat(refused(tensors, Shapes.tiny(), "transformer.transformer_blocks.0.attn1.to_q.lora_A.weight",
                "transformer_blocks.0.attn1.to_k"))
                .contains("already has its place at transformer.transformer_blocks.0.attn1.to_q");
        assertThat(refused(tensors, Shapes.tiny(), "other.A", "transformer_blocks.0.attn1.to_q"))
                .contains("already has an adapter, transformer.transformer_blocks.0.attn1.to_q.lora_A.weight");
        assertThat(fits(tensors, Shapes.tiny(), "other.A", "transformer_blocks.0.attn1.to_k")).extracting(RuleProposal::tensors)
                .containsExactly(2);
    }

    @Test
    void namesThatRulesCannotSpellAreRefused() {
        List<TensorInfo> tensors = List.of(Shapes.tensor("odd name.A", 4, 32), Shapes.tensor("odd name.B", 32, 4));
        assertThat(refused(tensors, Shapes.tiny(), "odd name.A", "transformer_blocks.0.attn1.to_q"))
                .startsWith("No rule can connect odd name.A");
    }

    @Test
    void rulesSurviveTheEditor() throws Exception {
        List<TensorInfo> tensors = Shapes.satLora();
        List<RuleProposal> proposals = fits(
                tensors, Shapes.tiny(), "model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0",
                "transformer_blocks.0.attn1.to_q");
        for (Rule rule : proposals.getLast().rules()) {
            assertThat(RuleLine.parse(rule.describe())).isEqualTo(rule);
        }
        MappingResult result = RuleSet.of(proposals.getLast().rules()).apply(tensors);
        assertThat(result.tensors().stream().filter(tensor -> !tensor.rules().isEmpty()).map(tensor -> tensor.name()))
                .containsExactlyInAnyOrderElementsOf(diffusersNames());
    }

    @Test
    void theExampleOfTheDocumentationIsTrue() {
        List<RuleProposal> proposals = fits(
                Shapes.satLora(), Shapes.tiny(), "model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0",
                "transformer_blocks.0.attn1.to_q");
        assertThat(labels(proposals)).containsExactly(
                "this module (2 tensors)",
                "to_q in all 30 blocks (60 tensors)",
                "to_q, to_k and to_v in all 30 blocks (180 tensors)",
                "all of attn1 in all 30 blocks (240 tensors)");
        String layer = "rename model.diffusion_model.transformer.layers.{i:int}.attention.";
        assertThat(lines(proposals.getLast())).containsExactly(
                layer + "query_key_value.matrix_{m:A=A,B=B}.{p:0=to_q,1=to_k,2=to_v}"
                        + " → transformer.transformer_blocks.{i}.attn1.{p}.lora_{m}.weight",
                layer + "dense.matrix_{m:A=A,B=B}.0 → transformer.transformer_blocks.{i}.attn1.to_out.0.lora_{m}.weight");
    }

    @Test
    void strayTensorsByTheThousandDoNotMislead() {
        List<TensorInfo> tensors = new ArrayList<>(Shapes.satLora());
        for (int i = 0; i < 9000; i++) {
            tensors.add(Shapes.tensor("conditioner.block." + i / 9 + ".layer." + i % 9 + ".weight", 8, 8));
        }
        RuleInference inference = new RuleInference(Shapes.untouched(tensors), Shapes.tiny());
        String dragged = "model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0";
        assertThat(inference.infer(dragged, "transformer", "transformer_blocks.0.attn1.to_q"))
                .isInstanceOfSatisfying(DropOutcome.Fits.class, fits -> assertThat(fits.proposals().getLast().tensors()).isEqualTo(240));
    }

    @Test
    void aFusedPairIsCutHereOrInEveryBlock() {
        List<TensorInfo> tensors = new ArrayList<>();
        for (int block = 0; block < 30; block++) {
            tensors.add(Shapes.tensor("net." + block + ".attn.qkv.lora_down.weight", 4, 32));
            tensors.add(Shapes.tensor("net." + block + ".attn.qkv.lora_up.weight", 96, 4));
        }
        DropOutcome outcome = new RuleInference(Shapes.untouched(tensors), Shapes.tiny())
                .infer("net.3.attn.qkv.lora_up.weight", "", "transformer_blocks.3.attn1.to_k");
        List<RuleProposal> proposals = ((Fits) outcome).proposals();
        assertThat(labels(proposals))
                .containsExactly("to_q, to_k, to_v, cut from this pair (2 tensors)",
                        "to_q, to_k, to_v in 30 blocks, each cut from one pair (60 tensors)");
        List<String> names = RuleSet.of(proposals.getLast().rules()).apply(tensors).tensors().stream().map(tensor -> tensor.name())
                .toList();
        assertThat(names).hasSize(180).allSatisfy(name -> assertThat(diffusersNames()).contains(name));
        assertThat(proposals.getFirst().modules()).containsExactlyInAnyOrder(
                "transformer_blocks.3.attn1.to_q", "transformer_blocks.3.attn1.to_k", "transformer_blocks.3.attn1.to_v");
    }
}
