package dev.patchbay.inspection.check;

import static dev.patchbay.inspection.Inspected.attention;
import static dev.patchbay.inspection.Inspected.diffusers;
import static dev.patchbay.loader.Program.COMFYUI;
import static dev.patchbay.loader.Program.DIFFUSERS;
import static dev.patchbay.loader.Verdict.Outcome.APPLIES;
import static dev.patchbay.loader.Verdict.Outcome.IGNORED;
import static dev.patchbay.loader.Verdict.Outcome.PARTIAL;
import static dev.patchbay.loader.Verdict.Outcome.RAISES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.values.ValueInspection;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong with adapters in the wild, as people report it, and what goes wrong without any report. Each row is a file that shows it,
 * the program it is told of, the problem that Patchbay names and the verdict; or the reason why it is none of an inspection's business.
 */
class CatalogueTest {

    private static final String TINY = Inspected.REFERENCE.resolve("diffusers-transformer").toString();
    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";
    private static final String DOWN = ".lora_down.weight";
    private static final String UP = ".lora_up.weight";

    /** Makes the file of a row. */
    private interface Fixture {

        SyntheticCheckpoint make() throws IOException;
    }

    /**
     * One row.
     *
     * @param symptom what people see, or that they see nothing
     * @param expect what the training command says
     * @param message part of what they will see; empty if nothing is said
     * @param notModelled why there is no file; empty if there is one
     */
    private record Row(
            String symptom,
            Optional<Fixture> fixture,
            String base,
            Expectation expect,
            Program program,
            Optional<ProblemCode> code,
            Outcome outcome,
            String message,
            String notModelled) {

        @Override
        public String toString() {
            return symptom;
        }
    }

    private static Row row(
            String symptom, Fixture fixture, String base, Program program, ProblemCode code, Outcome outcome, String message) {
        return new Row(symptom, Optional.of(fixture), base, Expectation.NONE, program, Optional.of(code), outcome, message, "");
    }

    private static Row notModelled(String symptom, String reason) {
        return new Row(symptom, Optional.empty(), "", Expectation.NONE, DIFFUSERS, Optional.empty(), APPLIES, "", reason);
    }

    /** Failures that somebody sees. */
    private static List<Row> failures() {
        return List.of(
                row("Target modules not found, with base_model.model. left under transformer.",
                        () -> cog(name -> "transformer.base_model.model." + name, A, B),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, RAISES, "Target modules not found"),
                row("Target modules not found, with kohya's names under transformer.",
                        () -> wan("transformer.lora_unet_blocks_0_self_attn_q", A, B),
                        "wan2.1-t2v-1.3b", DIFFUSERS, ProblemCode.NAME_MISMATCH, RAISES, "Target modules not found"),
                row("Target modules {img_attn_qkv, …} not found: native HunyuanVideo names, which diffusers converts by now",
                        () -> new SyntheticCheckpoint()
                                .tensor("transformer.double_blocks.0.img_attn_qkv" + A, 4, 3072)
                                .tensor("transformer.double_blocks.0.img_attn_qkv" + B, 9216, 4),
                        "hunyuan-video", DIFFUSERS, ProblemCode.NAME_MISMATCH, APPLIES, "whole adapter"),
                row("No LoRA keys associated: names without a component",
                        () -> cog(name -> name, A, B),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, IGNORED,
                        "No LoRA keys associated to CogVideoXTransformer3DModel"),
                row("No LoRA keys associated: flattened names",
                        () -> cog(name -> "lora_unet__" + name.replace('.', '_'), DOWN, UP),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, IGNORED, "prefix='transformer'"),
                row("unexpected keys … lora_A.default…, then Cannot copy out of meta tensor",
                        () -> cog(name -> "transformer." + name, ".lora_A.default.weight", ".lora_B.default.weight"),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, RAISES, "Cannot copy out of meta tensor"),
                row("missing keys: half of a pair is not there",
                        () -> diffusers(2, 1920, 4).tensor("transformer.transformer_blocks.2.attn1.to_q" + A, 4, 1920),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.MISSING_HALF, RAISES, "Cannot copy out of meta tensor"),
                row("unexpected keys for some blocks, the rest loads",
                        () -> diffusers(2, 1920, 4).tensor(beyond() + A, 4, 1920).tensor(beyond() + B, 1920, 4),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, PARTIAL, "8 of 9"),
                row("size mismatch: trained on a base of another width",
                        () -> diffusers(2, 3072, 4),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.SHAPE_MISMATCH, RAISES, "size mismatch"),
                row("size mismatch: declared rank and the file's",
                        () -> diffusers(2, 1920, 4)
                                .metadata("lora_adapter_metadata",
                                "{\"transformer.r\": 8, \"transformer.lora_alpha\": 8, \"transformer.target_modules\": [\"to_q\"]}"),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.RANK_MISMATCH, RAISES, "size mismatch"),
                new Row("FaceChain: layers.2.to_v_lora.up.weight [320,4] against [320,8]",
                        Optional.of(CatalogueTest::faceChain), "stable-diffusion-1.5", Expectation.rank(8), DIFFUSERS,
                        Optional.of(ProblemCode.RANK_MISMATCH), APPLIES, "whole adapter", ""),
                row("IndexError: list index out of range, without any lora_B",
                        () -> cog(name -> "transformer." + name, DOWN, UP),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, RAISES, "IndexError: list index out of range"),
                row("Invalid LoRA checkpoint: alpha tensors under diffusers' names",
                        () -> alphas(diffusers(2, 1920, 4)),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.ALPHA_MISMATCH, RAISES, "Invalid LoRA checkpoint"),
                row("KeyError: 'model_type': metadata without its component",
                        () -> diffusers(2, 1920, 4).metadata("lora_adapter_metadata", "{\"r\": 4, \"lora_alpha\": 4}"),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, RAISES, "KeyError: 'model_type'"),
                notModelled("lora_state_dict length is not 240",
                        "CogVideo's exporter counts to 240; Patchbay takes what is there, 336 for 5B"),
                row("Unexpected key(s): 0.transformer_blocks.shared.weight, patch_embed.pos_embedding",
                        CatalogueTest::strayKeys, TINY, DIFFUSERS, ProblemCode.LEFTOVER_TENSOR, RAISES, ""),
                notModelled("AssertionError: […pos_embed.pos_embedding, conditioner…]", "how SAT's own loader is configured"),
                row("garbled video: a SAT adapter at scale 1 in place of 1/r",
                        () -> diffusers(2, 1920, 4),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NORM_UNUSUAL, APPLIES, "whole adapter"),
                notModelled("no visible effect in cli_demo", "that script's own fuse_lora(1/rank)"),
                row("wrong strength after training: alpha was not saved",
                        () -> diffusers(2, 1920, 4),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.ALPHA_UNKNOWN, APPLIES, "whole adapter"),
                row("a resumed training starts from nothing", CatalogueTest::reset,
                        "cogvideox-2b", DIFFUSERS, ProblemCode.ZERO_PRODUCT, APPLIES, "whole adapter"),
                row("ComfyUI: lora key not loaded (k_img on a text-to-video model)",
                        () -> wan("diffusion_model.blocks.0.self_attn.q", A, B)
                                .tensor("diffusion_model.blocks.0.cross_attn.k_img" + A, 4, 1536)
                                .tensor("diffusion_model.blocks.0.cross_attn.k_img" + B, 1536, 4),
                        "wan2.1-t2v-1.3b", COMFYUI, ProblemCode.NAME_MISMATCH, PARTIAL, "lora key not loaded"),
                row("ComfyUI: ERROR lora … shape '[640, 2048]' is invalid for input of size 491520",
                        () -> new SyntheticCheckpoint()
                                .tensor("lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k" + DOWN, 4, 768)
                                .tensor("lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k" + UP, 640, 4),
                        "stable-diffusion-xl", COMFYUI, ProblemCode.WRONG_FAMILY, IGNORED,
                        "shape '[640, 2048]' is invalid for input of size 491520"),
                notModelled("Can't recognize LoRA, pop from empty list, KeyError 'lora_up.weight'", "mergers of other programs"),
                row("The following keys have not been correctly renamed",
                        () -> loha("lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q", 320),
                        "stable-diffusion-1.5", DIFFUSERS, ProblemCode.UNSUPPORTED_ALGORITHM, RAISES, "have not been correctly renamed"),
                row("state_dict should be empty at this point but has … lokr_w1",
                        () -> wan("diffusion_model.blocks.0.self_attn.q", A, B)
                                .tensor("diffusion_model.blocks.1.self_attn.q.lokr_w1", 4, 4)
                                .tensor("diffusion_model.blocks.1.self_attn.q.lokr_w2", 384, 384),
                        "wan2.1-t2v-1.3b", DIFFUSERS, ProblemCode.UNSUPPORTED_ALGORITHM, RAISES, "`state_dict` should be empty"),
                row("DoRA checkpoint … filter out the keys associated to dora_scale",
                        CatalogueTest::dora, "cogvideox-2b", DIFFUSERS, ProblemCode.UNSUPPORTED_ALGORITHM, PARTIAL, "dora_scale"),
                notModelled("Weights only load failed … Unsupported global",
                        "torch's unpickler; the reader lists such globals as warnings"),
                notModelled("resize: IndexError, NoneType / NoneType, broken file", "resizing tools of other programs"));
    }

    /** What nobody sees: no exception, yet the base's own output or a wrong strength. */
    private static List<Row> silentSuccesses() {
        return List.of(
                row("1 no name has the prefix", () -> cog(name -> "diffusion_model." + name, A, B),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, IGNORED, "only warns"),
                row("2 part of the modules match", () -> diffusers(31, 1920, 1),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, PARTIAL, "120 of 124"),
                row("3 weights that stay on the meta device",
                        () -> cog(name -> "transformer." + name, ".lora_A.x.weight", ".lora_B.x.weight"),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.NAME_MISMATCH, RAISES,
                        "leaves the adapter's weights empty, and stops when the pipeline is moved"),
                row("4 every B is zero", CatalogueTest::reset,
                        "cogvideox-2b", DIFFUSERS, ProblemCode.ZERO_PRODUCT, APPLIES, ""),
                row("5 alpha is lost", () -> diffusers(2, 1920, 4),
                        "cogvideox-2b", DIFFUSERS, ProblemCode.ALPHA_UNKNOWN, APPLIES, ""),
                row("6 dora_scale is dropped", CatalogueTest::dora,
                        "cogvideox-2b", DIFFUSERS, ProblemCode.UNSUPPORTED_ALGORITHM, PARTIAL, "with no more than a warning"),
                row("7 differences of norms are dropped",
                        () -> wan("diffusion_model.blocks.0.self_attn.q", A, B).tensor("diffusion_model.blocks.0.norm3.diff", 1536),
                        "wan2.1-t2v-1.3b", DIFFUSERS, ProblemCode.UNSUPPORTED_ALGORITHM, PARTIAL, "1 of 2"),
                row("8 an adapter for 5B on its image-to-video sister", () -> diffusers(42, 3072, 1),
                        "cogvideox-5b-i2v", DIFFUSERS, ProblemCode.WRONG_FAMILY, APPLIES, ""),
                notModelled("9 the folder with EMA weights or the one without",
                        "both are whole adapters; the file's path says which was opened"),
                notModelled("10 pca_lowrank with centring", "another program's resizing"));
    }

    static Stream<Row> rowsWithAFile() {
        return Stream.concat(failures().stream(), silentSuccesses().stream()).filter(row -> row.fixture().isPresent());
    }

    @ParameterizedTest
    @MethodSource("rowsWithAFile")
    void theProblemIsNamedAndTheVerdictForetold(Row row) throws Exception {
        Checkpoint checkpoint = row.fixture().orElseThrow().make().build();
        BaseModel base = Inspected.base(row.base());
        MappingResult mapping = RuleSet.EMPTY.apply(checkpoint.infos());
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());

        InspectionReport report = Inspection.inspect(checkpoint, mapping, adapter, base, row.expect())
                .plus(ValueInspection.inspect(checkpoint, mapping, adapter, Progress.SILENT, Cancellation.NEVER));

        assertThat(report.problems()).extracting(Problem::code).contains(row.code().orElseThrow());
        Verdict verdict = report.verdict(row.program());
        assertThat(verdict.outcome()).as(verdict.message().toString()).isEqualTo(row.outcome());
        assertThat(verdict.message().toString()).contains(row.message());
    }

    @Test
    void everyRowHasEitherAFileOrAReason() {
        assertThat(failures()).hasSize(29);
        assertThat(silentSuccesses()).hasSize(10);
        assertThat(Stream.concat(failures().stream(), silentSuccesses().stream()))
                .allMatch(row -> row.fixture().isPresent() == row.notModelled().isEmpty());
    }

    private static String beyond() {
        return "transformer.transformer_blocks.30.attn1.to_q";
    }

    /** The attention of two blocks of CogVideoX-2b, rank 4. */
    private static SyntheticCheckpoint cog(UnaryOperator<String> spelling, String down, String up) {
        return attention(2, 1920, 4, spelling, down, up);
    }

    private static SyntheticCheckpoint wan(String module, String down, String up) {
        return new SyntheticCheckpoint().tensor(module + down, 4, 1536).tensor(module + up, 1536, 4);
    }

    private static SyntheticCheckpoint loha(String module, long width) {
        return new SyntheticCheckpoint()
                .tensor(module + ".hada_w1_a", width, 4)
                .tensor(module + ".hada_w1_b", 4, width)
                .tensor(module + ".hada_w2_a", width, 4)
                .tensor(module + ".hada_w2_b", 4, width);
    }

    private static SyntheticCheckpoint alphas(SyntheticCheckpoint checkpoint) {
        return checkpoint.values("transformer.transformer_blocks.0.attn1.to_q.alpha", DType.F32, new float[] {2});
    }

    private static SyntheticCheckpoint reset() {
        String module = "transformer.transformer_blocks.0.attn1.to_q";
        return new SyntheticCheckpoint().tensor(module + A, 4, 1920).values(module + B, DType.F32, new float[4 * 1920], 1920, 4);
    }

    private static SyntheticCheckpoint dora() {
        return diffusers(2, 1920, 4).tensor("transformer.transformer_blocks.0.attn1.to_q.dora_scale", 1920, 1);
    }

    static SyntheticCheckpoint faceChain() {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        for (String attention : List.of("attentions.0.transformer_blocks.0.attn1", "attentions.1.transformer_blocks.0.attn1")) {
            String module = "unet.down_blocks.0." + attention + ".processor.to_v_lora";
            checkpoint.tensor(module + ".down.weight", 4, 320).tensor(module + ".up.weight", 320, 4);
        }
        return checkpoint;
    }

    /** A whole model with what a converter made of the text encoder's names. */
    private static SyntheticCheckpoint strayKeys() throws IOException {
        SyntheticCheckpoint whole = new SyntheticCheckpoint();
        try (Checkpoint tiny = TestOpener.OPENER.open(Inspected.REFERENCE.resolve("diffusers-transformer"))) {
            tiny.infos().forEach(info -> whole.tensor(info.name(), info.shape().toArray()));
        }
        return whole.tensor("0.transformer_blocks.shared.weight", 8, 4).tensor("patch_embed.pos_embedding", 1, 8, 4);
    }
}
