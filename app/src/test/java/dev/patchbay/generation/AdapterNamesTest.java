package dev.patchbay.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names of adapter files say, with names as they are published. */
class AdapterNamesTest {

    private static final Sampling SAMPLING = new Sampling(List.of("unipc"), "unipc", 5, new Sampling.Suggested("unipc", 5, false));

    private static PipelineInfo model(String pipelineClass) {
        return new PipelineInfo(Path.of("model"), pipelineClass, 81, 480, 832, 16, SAMPLING, 512, "-");
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.2_t2v_lightx2v_4steps_lora_v1.1_high_noise.safetensors, 4, 5",
        "Wan21_T2V_14B_lightx2v_cfg_step_distill_lora_rank32.safetensors, 4, 5",
        "Wan2.2-Lightning_8steps.safetensors, 8, 5",
        "Wan2.2-T2V-A14B-4steps-lora-rank64-Seko-V1.1/high_noise_model.safetensors, 4, 5",
        "lightx2v_1000steps.safetensors, 4, 5"
    })
    void distilledAdaptersSayTheirSteps(String file, int steps, double shift) {
        assertThat(DistilledSettings.of(Path.of(file), model("WanPipeline"))).contains(new DistilledSettings(steps, 1, shift));
    }

    @ParameterizedTest
    @ValueSource(strings = {"style.safetensors", "style_2000steps.safetensors", "enlightning.safetensors", "loras/style.safetensors"})
    void othersSayNothing(String file) {
        assertThat(DistilledSettings.of(Path.of(file), model("WanPipeline"))).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsKnownOfOneFamilySaysNothingOfAnother() {
        Path file = Path.of("Qwen-Image-Lightning-4steps.safetensors");
        assertThat(DistilledSettings.of(file, model("CogVideoXPipeline"))).isEmpty();
    }
}
