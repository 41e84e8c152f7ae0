package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scales against what diffusers 0.40.0.dev0, PEFT 0.21 and ComfyUI 0.3.64 multiplied by: another place for each, or 1. */
class ProgramScalesTest {

    private static final String FLUX = "transformer.transformer_blocks.0.attn.to_out.0";
    private static final String METADATA =
            "{\"transformer.r\":4,\"transformer.lora_alpha\":8,\"transformer.target_modules\":[\"to_out.0\"]}";

    private static SyntheticCheckpoint flux() {
        return new SyntheticCheckpoint().pair(FLUX, 3072, 3072, 4);
    }

    private static Map<Program, Map<Double, Long>> scales(InspectionReport report) {
        return report.scales().counts();
    }

    private static List<Problem> alphas(InspectionReport report) {
        return report.problems().stream().filter(problem -> problem.code() == ProblemCode.ALPHA_MISMATCH).toList();
    }

    @Test
    void metadataIsReadByDiffusersOnly() throws IOException {
        InspectionReport report = Inspected.of(flux().metadata("lora_adapter_metadata", METADATA), "flux.1-dev");

        assertThat(scales(report)).contains(entry(Program.DIFFUSERS, Map.of(2.0, 1L)), entry(Program.COMFYUI, Map.of(1.0, 1L)));
        assertThat(alphas(report)).singleElement().satisfies(problem -> assertThat(problem.message().text())
                .contains("diffusers 2", "ComfyUI 1", "convert --to comfyui"));
    }

    @Test
    void oneScaleForAllIsNoProblem() throws IOException {
        InspectionReport report = Inspected.of(flux(), "flux.1-dev");

        assertThat(scales(report)).contains(entry(Program.DIFFUSERS, Map.of(1.0, 1L)), entry(Program.COMFYUI, Map.of(1.0, 1L)));
        assertThat(alphas(report)).isEmpty();
    }

    @Test
    void alphaTensorsAreMultipliedInByBoth() throws IOException {
        String module = "lora_unet_double_blocks_0_img_attn_proj";
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .pair(module, 3072, 3072, 4)
                .values(module + ".alpha", DType.F32, new float[] {2});

        assertThat(scales(Inspected.of(file, "flux.1-dev")))
                .contains(entry(Program.DIFFUSERS, Map.of(0.5, 1L)), entry(Program.COMFYUI, Map.of(0.5, 1L)));
    }

    @Test
    void diffusersDropsTheAlphasOfQwensPairs() throws IOException {
        String module = "transformer_blocks.0.attn.to_q";
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .pair(module, 3072, 3072, 4)
                .values(module + ".alpha", DType.F32, new float[] {2});
        InspectionReport report = Inspected.of(file, "qwen-image");

        assertThat(scales(report)).contains(entry(Program.DIFFUSERS, Map.of(1.0, 1L)), entry(Program.COMFYUI, Map.of(0.5, 1L)));
        assertThat(alphas(report)).isNotEmpty();
    }

    @Test
    void comfyReadsTheAlphaOfAnAttentionProcessor() throws IOException {
        String module = "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q";
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor(module + "_lora.down.weight", 4, 320).tensor(module + "_lora.up.weight", 320, 4)
                .values(module + ".alpha", DType.F32, new float[] {2});

        assertThat(scales(Inspected.of(file, "stable-diffusion-1.5"))).contains(entry(Program.COMFYUI, Map.of(0.5, 1L)));
    }

    @Test
    void onlyModulesThatArriveAreCounted() throws IOException {
        SyntheticCheckpoint file = flux()
                .tensor("transformer.transformer_blocks.77.attn.to_out.0.lora_A.weight", 4, 3072)
                .tensor("transformer.transformer_blocks.77.attn.to_out.0.lora_B.weight", 3072, 4);

        assertThat(scales(Inspected.of(file, "flux.1-dev"))).containsEntry(Program.COMFYUI, Map.of(1.0, 1L));
    }

    /** Networks of sd-scripts take the rank for an alpha of 0; musubi-tuner multiplies where it adds to the weights as it reads them. */
    @ParameterizedTest
    @CsvSource({"flux.1-dev, double_blocks_0_img_attn_proj, 3072, 1", "qwen-image, transformer_blocks_0_attn_to_q, 3072, 0"})
    void anAlphaOfZeroMayStandForTheRank(String base, String layer, long width, double scale) throws IOException {
        String module = "lora_unet_" + layer;
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .pair(module, width, width, 4)
                .values(module + ".alpha", DType.F32, new float[] {0});

        assertThat(scales(Inspected.of(file, base)))
                .contains(entry(Program.KOHYA, Map.of(scale, 1L)), entry(Program.COMFYUI, Map.of(0.0, 1L)));
    }

    @Test
    void aFoldersConfigurationIsReadByPeftOnly() throws IOException {
        String module = "base_model.model.transformer_blocks.0.attn1.to_q";
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .pair(module, 1920, 1920, 4)
                .layout(CheckpointLayout.PEFT_FOLDER)
                .companion("adapter_config.json",
                        "{\"peft_type\":\"LORA\",\"r\":4,\"lora_alpha\":8,\"target_modules\":[\"to_q\"]}");

        assertThat(scales(Inspected.of(file, "cogvideox-2b"))).contains(entry(Program.PEFT, Map.of(2.0, 1L)));
    }
}
