package dev.patchbay.export.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.ConversionRules;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole differences, biases and norms arrive in the form that the target program takes, or are said to be lost, each by its name. */
class DifferenceConversionTest {

    private static final BaseModel WAN = ModelCatalog.find("wan2.1-t2v-1.3b").orElseThrow();
    private static final BaseModel FLUX = ModelCatalog.find("flux.1-depth-dev").orElseThrow();
    private static final String BLOCK = "diffusion_model.blocks.0.";

    @TempDir
    private Path folder;

    private static SyntheticCheckpoint pair(SyntheticCheckpoint source, String module, long out, long in) {
        return source.tensor(module + ".lora_down.weight", 2, in).tensor(module + ".lora_up.weight", out, 2);
    }

    /** Wan's head has 64 outputs: A is the difference and B the identity. */
    @ParameterizedTest
    @EnumSource(value = Program.class, names = {"DIFFUSERS", "PEFT"})
    void aWholeDifferenceBecomesAPairWithAnIdentityAndItsBias(Program target) throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536)
                .tensor("diffusion_model.head.head.diff", 64, 1536)
                .tensor("diffusion_model.head.head.diff_b", 64)
                .build();
        Path out = folder.resolve(target == Program.PEFT ? "out" : "out.safetensors");

        ExportPlan plan = convert(source, WAN, target, RuleSet.EMPTY, out);

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.dropped()).isEmpty();
        String module = (target == Program.PEFT ? "base_model.model." : "transformer.") + "proj_out";
        try (Checkpoint written = ExportFixture.open(out)) {
            assertThat(values(written, module + ".lora_A.weight")).containsExactly(values(source, "diffusion_model.head.head.diff"));
            assertThat(values(written, module + ".lora_B.weight")).containsExactly(identity(64));
            assertThat(values(written, module + ".lora_B.bias")).containsExactly(values(source, "diffusion_model.head.head.diff_b"));
        }
    }

    @Test
    void theSmallerSideIsTheRankAndAKernelStaysWithA() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor(BLOCK + "ffn.0.diff", 8960, 1536)
                .tensor("diffusion_model.patch_embedding.diff", 1536, 16, 1, 2, 2)
                .build();

        ExportPlan plan = convert(source, WAN, Program.DIFFUSERS, RuleSet.EMPTY, folder.resolve("out.safetensors"));

        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name() + " " + tensor.info().shape()).containsExactlyInAnyOrder(
                "transformer.blocks.0.ffn.net.0.proj.lora_A.weight " + Shape.of(1536, 1536),
                "transformer.blocks.0.ffn.net.0.proj.lora_B.weight " + Shape.of(8960, 1536),
                "transformer.patch_embedding.lora_A.weight " + Shape.of(1536, 16, 1, 2, 2),
                "transformer.patch_embedding.lora_B.weight " + Shape.of(1536, 1536, 1, 1, 1));
    }

    /** PEFT has a place for a bias only beside a pair. */
    @Test
    void aBiasAloneGetsAPairOfZeros() throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536)
                .tensor(BLOCK + "self_attn.o.diff_b", 1536)
                .build();
        Path out = folder.resolve("out.safetensors");

        ExportPlan plan = convert(source, WAN, Program.DIFFUSERS, RuleSet.EMPTY, out);

        assertThat(plan.dropped()).isEmpty();
        try (Checkpoint written = ExportFixture.open(out)) {
            String module = "transformer.blocks.0.attn1.to_out.0";
            assertThat(values(written, module + ".lora_B.bias")).containsExactly(values(source, BLOCK + "self_attn.o.diff_b"));
            assertThat(values(written, module + ".lora_A.weight")).hasSize(1536).containsOnly(0);
            assertThat(values(written, module + ".lora_B.weight")).hasSize(1536).containsOnly(0);
        }
    }

    @Test
    void whatHasNoPlaceIsLostByName() throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536)
                .tensor(BLOCK + "self_attn.norm_q.diff", 1536)
                .tensor(BLOCK + "norm3.diff", 1536)
                .tensor(BLOCK + "norm3.diff_b", 1536)
                .tensor(BLOCK + "diff_m", 1, 6, 1536)
                .tensor(BLOCK + "self_attn.k.set_weight", 1536, 1536)
                .build();

        ExportPlan plan = convert(source, WAN, Program.DIFFUSERS, RuleSet.EMPTY, folder.resolve("out.safetensors"));

        assertThat(plan.warnings()).extracting(Message::toString).containsExactly(
                "Parts left out because diffusers does not read them, so the new file acts differently from the old one: "
                        + "biases (1, such as transformer.blocks.0.norm2.diff_b); "
                        + "differences of norms (2, such as transformer.blocks.0.attn1.norm_q.diff); "
                        + "differences of modulations (1, such as transformer.blocks.0.diff_m); "
                        + "replaced weights (1, such as transformer.blocks.0.attn1.to_k.set_weight).");
        assertThat(plan.dropped()).hasSize(5);
    }

    @Test
    void aFileOfNothingElseIsRefused() {
        Checkpoint source = new SyntheticCheckpoint().tensor(BLOCK + "self_attn.norm_q.diff", 1536).build();

        assertThatThrownBy(() -> convert(source, WAN, Program.DIFFUSERS, RuleSet.EMPTY, folder.resolve("out.safetensors")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("nothing to write")
                .hasMessageContaining("differences of norms (1, such as transformer.blocks.0.attn1.norm_q.diff)");
    }

    @Test
    void comfyUiTakesAllThatIsOfALayerOrABlock() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("transformer.blocks.0.attn1.norm_q.diff", 1536)
                .tensor("transformer.blocks.0.diff_m", 1, 6, 1536)
                .tensor("transformer.blocks.0.attn1.to_k.set_weight", 1536, 1536)
                .tensor("transformer.blocks.0.attn1.to_k.diff_b", 1536)
                .tensor("transformer.proj_out.diff", 64, 1536)
                .build();

        ExportPlan plan = convert(source, WAN, Program.COMFYUI, RuleSet.EMPTY, folder.resolve("out.safetensors"));

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name()).containsExactlyInAnyOrder(
                BLOCK + "self_attn.norm_q.diff", BLOCK + "self_attn.k.set_weight", BLOCK + "self_attn.k.diff_b",
                "diffusion_model.head.head.diff", BLOCK + "modulation.diff");
    }

    /** ComfyUI (0.3.64) keeps one change for each weight, the difference; diffusers and PEFT read pairs only. */
    @ParameterizedTest
    @EnumSource(value = Program.class, names = {"COMFYUI", "KOHYA", "DIFFUSERS"})
    void aPairAndADifferenceOfOneLayerBecomeOnePair(Program target) throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536)
                .tensor("diffusion_model.head.head.lora_down.weight", 2, 1536)
                .tensor("diffusion_model.head.head.lora_up.weight", 64, 2)
                .values("diffusion_model.head.head.alpha", DType.F32, new float[] {1})
                .tensor("diffusion_model.head.head.diff", 64, 1536)
                .tensor("diffusion_model.head.head.diff_b", 64)
                .build();
        Path out = folder.resolve("out.safetensors");

        ExportPlan plan = convert(source, WAN, target, RuleSet.EMPTY, OptionalDouble.empty(), out);

        assertThat(plan.warnings()).extracting(Message::toString).noneMatch(warning -> warning.contains("head"));
        try (Checkpoint written = ExportFixture.open(out)) {
            String up = written.tensors().keySet().stream().filter(name -> name.matches(".*(head|proj_out)\\.lora_(up|B)\\.weight"))
                    .findFirst().orElseThrow();
            String down = up.replace("lora_up", "lora_down").replace("lora_B", "lora_A");
            Matrix change = matrix(written, up).times(matrix(written, down));
            Matrix wanted = matrix(source, "diffusion_model.head.head.lora_up.weight")
                    .times(matrix(source, "diffusion_model.head.head.lora_down.weight")).times(0.5)
                    .plus(matrix(source, "diffusion_model.head.head.diff"));
            assertThat(written.tensor(down).orElseThrow().info().shape()).isEqualTo(Shape.of(66, 1536));
            assertThat(change.minus(wanted).norm()).isLessThan(1e-6 * wanted.norm());
            assertThat(written.tensors().keySet()).noneMatch(name -> name.endsWith(".diff"));
        }
    }

    @Test
    void aDifferenceBesideAnotherAlgorithmIsLostByName() throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536)
                .tensor(BLOCK + "self_attn.o.lokr_w1", 2, 2)
                .tensor(BLOCK + "self_attn.o.lokr_w2", 768, 768)
                .tensor(BLOCK + "self_attn.o.diff", 1536, 1536)
                .build();

        ExportPlan plan = convert(source, WAN, Program.COMFYUI, RuleSet.EMPTY, folder.resolve("out.safetensors"));

        assertThat(plan.warnings()).extracting(Message::toString).singleElement().asString()
                .contains("differences of layers (1, such as transformer.blocks.0.attn1.to_out.0.diff)");
    }

    private static Matrix matrix(Checkpoint checkpoint, String name) throws IOException {
        return Matrix.read(name, checkpoint.tensor(name).orElseThrow().data());
    }

    /** ComfyUI (0.3.64) looks for a parameter that is no layer's weight by its own name: {@code blocks.0.modulation} and {@code .diff}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"diffusion_model.blocks.0.diff_m", "transformer.blocks.0.diff_m", "diffusion_model.blocks.0.modulation.diff"})
    void theModulationOfABlockIsWrittenUnderItsOwnName(String name) throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536).tensor(name, 1, 6, 1536).build();

        ExportPlan plan = convert(source, WAN, Program.COMFYUI, RuleSet.EMPTY, folder.resolve("out.safetensors"));

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.arrival().orElseThrow().arrived()).isEqualTo(2);
        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name()).contains(BLOCK + "modulation.diff");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"diffusion_model.head.diff_m", "diffusion_model.head.modulation.diff"})
    void soIsThatOfTheLastLayer(String name) throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), BLOCK + "self_attn.q", 1536, 1536).tensor(name, 1, 2, 1536).build();

        ExportPlan plan = convert(source, WAN, Program.COMFYUI, RuleSet.EMPTY, folder.resolve("out.safetensors"));

        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.tensors()).extracting(tensor -> tensor.info().name()).contains("diffusion_model.head.modulation.diff");
    }

    /** BFL's control adapters hold whole norms under bare names; diffusers puts them in the place of the model's. */
    @Test
    void normsOfAControlAdapterArriveAsNormWeightsAndComeBack() throws Exception {
        Checkpoint source = new SyntheticCheckpoint()
                .tensor("double_blocks.1.img_attn.proj.lora_A.weight", 2, 3072)
                .tensor("double_blocks.1.img_attn.proj.lora_B.weight", 3072, 2)
                .tensor("double_blocks.1.img_attn.norm.key_norm.scale", 128)
                .tensor("double_blocks.1.txt_attn.norm.query_norm.scale", 128)
                .tensor("single_blocks.2.norm.key_norm.scale", 128)
                .build();
        Path there = folder.resolve("there.safetensors");
        Path comfy = folder.resolve("comfy.safetensors");
        Path back = folder.resolve("back.safetensors");

        ExportPlan plan = convert(source, FLUX, Program.DIFFUSERS, RuleSet.EMPTY, there);

        assertThat(plan.dropped()).isEmpty();
        try (Checkpoint written = ExportFixture.open(there)) {
            assertThat(values(written, "transformer.transformer_blocks.1.attn.norm_k.weight"))
                    .containsExactly(values(source, "double_blocks.1.img_attn.norm.key_norm.scale"));
            assertThat(values(written, "transformer.transformer_blocks.1.attn.norm_added_q.weight"))
                    .containsExactly(values(source, "double_blocks.1.txt_attn.norm.query_norm.scale"));
            assertThat(values(written, "transformer.single_transformer_blocks.2.attn.norm_k.weight"))
                    .containsExactly(values(source, "single_blocks.2.norm.key_norm.scale"));
            convert(written, FLUX, Program.COMFYUI, RuleSet.EMPTY, comfy);
            try (Checkpoint flat = ExportFixture.open(comfy)) {
                assertThat(flat.tensors().keySet()).contains("diffusion_model.double_blocks.1.img_attn.norm.key_norm.scale.set_weight");
                convert(flat, FLUX, Program.DIFFUSERS, RuleSet.EMPTY, back);
            }
            try (Checkpoint returned = ExportFixture.open(back)) {
                assertThat(returned.tensors().keySet()).isEqualTo(written.tensors().keySet());
            }
        }
    }

    /** The scale of a pair is a number beside it; that of a difference is nowhere but in its values. */
    @Test
    void aScaleRuleReachesDifferences() throws Exception {
        Checkpoint source = pair(new SyntheticCheckpoint(), "transformer.blocks.0.attn1.to_q", 1536, 1536)
                .tensor("transformer.proj_out.diff", 64, 1536)
                .tensor("transformer.proj_out.diff_b", 64)
                .build();
        RuleSet rules = RuleSetCodec.read("""
                {"patchbay": 1, "name": "half", "rules": [{"scale": "transformer.proj_out.{m:**}", "by": 0.5}]}""");
        Path out = folder.resolve("out.safetensors");

        convert(source, WAN, Program.COMFYUI, rules, out);

        try (Checkpoint written = ExportFixture.open(out)) {
            float[] half = values(source, "transformer.proj_out.diff");
            for (int i = 0; i < half.length; i++) {
                half[i] /= 2;
            }
            assertThat(values(written, "diffusion_model.head.head.diff")).containsExactly(half);
            assertThat(values(written, "diffusion_model.head.head.diff_b")[0])
                    .isEqualTo(values(source, "transformer.proj_out.diff_b")[0] / 2);
        }
    }

    private static float[] identity(int n) {
        float[] values = new float[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return values;
    }

    private static float[] values(Checkpoint checkpoint, String name) throws IOException {
        return checkpoint.tensor(name)
                .orElseThrow(() -> new AssertionError(name + " of " + checkpoint.tensors().keySet()))
                .data()
                .toFloats();
    }

    private static ExportPlan convert(Checkpoint source, BaseModel base, Program target, RuleSet rules, Path out) throws IOException {
        return convert(source, base, target, rules, OptionalDouble.of(1), out);
    }

    private static ExportPlan convert(
            Checkpoint source, BaseModel base, Program target, RuleSet rules, OptionalDouble scale, Path out) throws IOException {
        Analyzer file = new Analyzer(
                new WorkspaceState(Optional.of(source), Optional.of(base), RuleSet.EMPTY, Expectation.NONE, scale),
                KnownRules.BUILT_IN);
        RuleSet chosen = rules.entries().isEmpty() ? ConversionRules.choose(file, target).rules() : rules;
        Analysis analysis = file.map(chosen);
        Conversion conversion = new Conversion(source, analysis.mapping(), analysis.adapter(), Optional.of(base), target);
        ExportPlan plan = conversion.plan();
        conversion.write(plan, out, false, Progress.SILENT, Cancellation.NEVER);
        return plan;
    }
}
