package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An alpha or a value that is NaN or infinite is multiplied by like any other. Rows with alphas are of files that were given to diffusers
 * 0.40.0.dev0 with PEFT 0.21.0, ComfyUI 0.3.64, sd-scripts 0.10.1 and musubi-tuner 0.3.4 on small models (November 2026): what was added to
 * a weight was no number, or the program did not read that alpha.
 */
class RuinousNumbersTest {

    private static SyntheticCheckpoint file(BaseModel base, String stem, String module, String down, String up, float alpha) {
        var weight = base.main().module(module).orElseThrow().weight();
        return new SyntheticCheckpoint()
                .tensor(stem + down, 4, weight.size(1))
                .tensor(stem + up, weight.size(0), 4)
                .values(stem + ".alpha", DType.F32, new float[] {alpha});
    }

    @ParameterizedTest
    @CsvSource({
        "flux.1-dev, lora_unet_double_blocks_0_img_attn_proj, transformer_blocks.0.attn.to_out.0, kohya, RUINS, RUINS, RUINS",
        "z-image, diffusion_model.layers.0.attention.out, layers.0.attention.to_out.0, kohya, RUINS, RUINS, IGNORED",
        "stable-diffusion-xl, lora_unet_input_blocks_7_1_transformer_blocks_0_attn1_to_q, "
                + "down_blocks.2.attentions.0.transformer_blocks.0.attn1.to_q, kohya, RUINS, RUINS, RUINS",
        "qwen-image, transformer_blocks.0.attn.to_q, transformer_blocks.0.attn.to_q, peft, APPLIES, RUINS, IGNORED"
    })
    void makesEveryPictureBlackWhereItIsRead(
            String model, String stem, String module, String ends, Outcome diffusers, Outcome comfy, Outcome kohya) throws IOException {
        BaseModel base = Inspected.base(model);
        boolean peft = ends.equals("peft");
        for (float alpha : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            SyntheticCheckpoint file = file(
                    base, stem, module, peft ? ".lora_A.weight" : ".lora_down.weight", peft ? ".lora_B.weight" : ".lora_up.weight", alpha);
            InspectionReport report = Inspected.of(file, model);

            assertThat(report.verdict(Program.DIFFUSERS).outcome()).isEqualTo(diffusers);
            assertThat(report.verdict(Program.COMFYUI).outcome()).isEqualTo(comfy);
            assertThat(report.verdict(Program.KOHYA).outcome()).isEqualTo(kohya);
            assertThat(report.scales().counts().get(Program.COMFYUI)).isEqualTo(Map.of((double) alpha, 1L));
            assertThat(report.verdict(Program.COMFYUI).message().text()).contains("ComfyUI", stem + ".alpha", "black");
        }
    }

    @Test
    void isAnErrorThatNamesTheTensor() throws IOException {
        String stem = "lora_unet_double_blocks_0_img_attn_proj";
        SyntheticCheckpoint file = file(
                        Inspected.base("flux.1-dev"), stem, "transformer_blocks.0.attn.to_out.0", ".lora_down.weight", ".lora_up.weight",
                        Float.NaN)
                .pair("lora_unet_double_blocks_1_img_attn_proj", 3072, 3072, 4)
                .values("lora_unet_double_blocks_1_img_attn_proj.alpha", DType.F32, new float[] {2});
        InspectionReport report = Inspected.of(file, "flux.1-dev");

        Problem problem = Inspected.only(report, ProblemCode.NOT_FINITE);
        assertThat(problem.severity()).isEqualTo(Severity.ERROR);
        assertThat(problem.tensors()).containsExactly(stem + ".alpha");
        assertThat(problem.message().text()).contains(stem + ".alpha", "NaN", "convert --alpha");
        assertThat(problem.fixes()).isNotEmpty();
        assertThat(report.causes(Optional.of(Program.COMFYUI))).filteredOn(cause -> cause.severity() == Severity.ERROR)
                .extracting(Cause::code).containsExactly(CauseCode.VALUES);
    }

    /** Who passes over a part takes no harm from it: musubi-tuner does not read magnitudes, ComfyUI does. */
    @Test
    void valuesRuinThePicturesOfWhoeverReadsThem() throws IOException {
        String stem = "lora_unet_double_blocks_0_img_attn_proj";
        SyntheticCheckpoint file = new SyntheticCheckpoint().pair(stem, 3072, 3072, 4)
                .pair("lora_unet_double_blocks_1_img_attn_proj", 3072, 3072, 4);
        float[] magnitude = new float[3072];
        magnitude[7] = Float.NaN;
        file.values(stem + ".dora_scale", DType.F32, magnitude, 3072, 1);
        InspectionReport names = Inspected.of(file, "flux.1-dev");
        InspectionReport values = names.plus(findings(stem + ".dora_scale"));

        assertThat(names.verdict(Program.COMFYUI).outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(values.verdict(Program.COMFYUI).outcome()).isEqualTo(Outcome.RUINS);
        assertThat(values.verdict(Program.COMFYUI).message().text()).contains("ComfyUI", "NaN", stem + ".dora_scale", "black");
        assertThat(values.verdict(Program.KOHYA).outcome()).isEqualTo(names.verdict(Program.KOHYA).outcome());
        assertThat(names.plus(findings(stem + ".lora_up.weight")).verdictAfterRules(Program.COMFYUI).outcome()).isEqualTo(Outcome.RUINS);
    }

    private static ValueFindings findings(String tensor) {
        Problem problem = Problem.of(ProblemCode.NOT_FINITE, Severity.ERROR, "values", Message.of("inspection.finite", "1", tensor))
                .at(List.of(tensor), "module");
        return new ValueFindings(List.of(problem), Map.of());
    }

    @Test
    void aMagnitudeThatIsLostIsToldByItsModule() throws IOException {
        SyntheticCheckpoint lycoris = new SyntheticCheckpoint();
        SyntheticCheckpoint peft = new SyntheticCheckpoint();
        for (int block = 0; block < 6; block++) {
            String kohya = "lora_unet_double_blocks_" + block + "_img_attn_proj";
            String own = "transformer.transformer_blocks." + block + ".attn.to_out.0";
            lycoris.pair(kohya, 3072, 3072, 4);
            peft.pair(own, 3072, 3072, 4);
            if (block != 3) {
                lycoris.tensor(kohya + ".dora_scale", 3072, 1);
                peft.tensor(own + ".lora_magnitude_vector", 3072);
            }
        }
        InspectionReport inComfy = Inspected.of(lycoris, "flux.1-dev");
        Problem lost = Inspected.only(inComfy, ProblemCode.MAGNITUDE_MISSING);

        assertThat(lost.message().text()).contains("1 module", "lora_unet_double_blocks_3_img_attn_proj", "5 others", "ComfyUI adds");
        assertThat(inComfy.verdict(Program.COMFYUI).outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(inComfy.causes(Optional.of(Program.COMFYUI)))
                .filteredOn(cause -> cause.severity() == Severity.WARNING).extracting(Cause::code).contains(CauseCode.PARTS);
        InspectionReport inDiffusers = Inspected.of(peft, "flux.1-dev");
        assertThat(Inspected.only(inDiffusers, ProblemCode.MAGNITUDE_MISSING).message().text())
                .contains("transformer.transformer_blocks.3.attn.to_out.0", "diffusers", "stops", "PEFT");
        assertThat(inDiffusers.verdict(Program.DIFFUSERS).outcome()).isEqualTo(Outcome.RAISES);
    }

    /** The configuration may hold numbers that are too large for a double. */
    @Test
    void mayStandInMetadata() throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .pair("transformer.transformer_blocks.0.attn.to_out.0", 3072, 3072, 4)
                .metadata("lora_adapter_metadata",
                        "{\"transformer.r\":4,\"transformer.lora_alpha\":1e999,\"transformer.target_modules\":[\"to_out.0\"]}");
        InspectionReport report = Inspected.of(file, "flux.1-dev");

        assertThat(report.verdict(Program.DIFFUSERS).outcome()).isEqualTo(Outcome.RUINS);
        assertThat(report.verdict(Program.COMFYUI).outcome()).isEqualTo(Outcome.APPLIES);
    }
}
