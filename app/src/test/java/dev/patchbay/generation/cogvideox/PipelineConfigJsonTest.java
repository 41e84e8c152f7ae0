package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.cogvideox.schedule.SchedulerConfig;
import dev.patchbay.generation.torch.t5.T5Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConfigJsonTest {

    /** Of a model for small clips. */
    private static final Sampling SAMPLING =
            new Sampling(List.of("ddim", "dpm"), "dpm", 6, new Sampling.Suggested("dpm", 4, false));

    @TempDir
    private Path folder;

    @BeforeEach
    void copyConfigurations() throws IOException {
        try (Reference reference = new Reference("cogvideox-5b")) {
            for (String file : new String[] {
                "model_index.json", "scheduler/scheduler_config.json", "text_encoder/config.json", "transformer/config.json",
                        "vae/config.json"
            }) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.copy(reference.folder().resolve(file), folder.resolve(file));
            }
        }
    }

    private void replace(String file, String found, String by) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(found);
        Files.writeString(folder.resolve(file), text.replace(found, by));
    }

    private void refused(String message) {
        assertThatThrownBy(() -> PipelineConfigJson.read(folder))
                .isInstanceOf(GenerationException.class)
                .hasMessage(message.replace("{}", folder.toString()))
                .satisfies(thrown -> assertThat(((GenerationException) thrown).explanation().text(Locale.SIMPLIFIED_CHINESE))
                        .matches("(?s).*\\p{IsHan}.*"));
    }

    @Test
    void everySettingIsRead() throws IOException {
        PipelineConfig config = PipelineConfigJson.read(folder);
        assertThat(config.transformer().width()).isEqualTo(32);
        assertThat(config.transformer().rotary()).isTrue();
        assertThat(config.vae().blockChannels()).containsExactly(32, 32, 32, 32);
        assertThat(config.vae().scalingFactor()).isEqualTo(0.7);
        assertThat(config.noise()).isEqualTo(new SchedulerConfig(1000, 0.00085, 0.012, true, 1, true));
        assertThat(config.text()).isEqualTo(new T5Config(2, 32, 4, 8, 64, 384, 32, 128, 1e-6, false));
        assertThat(config.info("cpu")).isEqualTo(new PipelineInfo(folder, "CogVideoXPipeline", 9, 32, 48, 8, SAMPLING, 24, "cpu"));
    }

    @Test
    void channelsThatDoNotBelongTogetherAreRefused() throws IOException {
        replace("transformer/config.json", "\"in_channels\": 4", "\"in_channels\": 8");
        refused("{}/transformer/config.json: in_channels is 8; Patchbay can play models with in_channels = 4.");
        replace("model_index.json", "CogVideoXPipeline", "CogVideoXImageToVideoPipeline");
        assertThat(PipelineConfigJson.read(folder).info("cpu").takesImage()).isTrue();
        replace("transformer/config.json", "\"ofs_embed_dim\": null", "\"ofs_embed_dim\": 16");
        refused("{}/transformer/config.json: ofs_embed_dim is 16; Patchbay can play models with ofs_embed_dim = 32.");
        replace("transformer/config.json", "\"out_channels\": 4", "\"out_channels\": 8");
        refused("{}/transformer/config.json: out_channels is 8; Patchbay can play models with out_channels = 4.");
    }

    @Test
    void learnedPositionsComeWithRotaryOnes() throws IOException {
        replace("transformer/config.json", "\"use_learned_positional_embeddings\": false", "\"use_learned_positional_embeddings\": true");
        assertThat(PipelineConfigJson.read(folder).transformer().learned()).isTrue();
        replace("transformer/config.json", "\"use_rotary_positional_embeddings\": true", "\"use_rotary_positional_embeddings\": false");
        refused("{}/transformer/config.json: use_rotary_positional_embeddings is false; Patchbay can play models with "
                + "use_rotary_positional_embeddings = true.");
    }

    @Test
    void aConvolutionAroundTheLatentsIsRefused() throws IOException {
        replace("vae/config.json", "\"use_quant_conv\": false", "\"use_quant_conv\": true");
        refused("{}/vae/config.json: use_quant_conv is true; Patchbay can play models with use_quant_conv = false.");
    }

    @Test
    void theLargestSizeOfVersionOneAndAHalfIsNotTheOneThatIsSuggested() throws IOException {
        replace("transformer/config.json", "\"patch_size_t\": null", "\"patch_size_t\": 2");
        assertThat(PipelineConfigJson.read(folder).info("-").height()).isEqualTo(32);
        replace("transformer/config.json", "\"sample_height\": 4", "\"sample_height\": 300");
        replace("transformer/config.json", "\"sample_width\": 6", "\"sample_width\": 300");
        assertThat(PipelineConfigJson.read(folder).info("-").height()).isEqualTo(768);
        assertThat(PipelineConfigJson.read(folder).info("-").width()).isEqualTo(1360);
    }

    @Test
    void brokenAndHostileFilesAreRefused() throws IOException {
        replace("vae/config.json", "\"layers_per_block\": 1", "\"layers_per_block\": 1000000000");
        refused("{}/vae/config.json: layers_per_block is 1000000000; Patchbay can play models with layers_per_block = 1–100.");
        Files.writeString(folder.resolve("vae/config.json"), "[".repeat(100_000));
        refused("{}/vae/config.json: the file is not the JSON object it should be.");
        Files.writeString(folder.resolve("vae/config.json"), "null");
        refused("{}/vae/config.json: the file is not the JSON object it should be.");
        Files.delete(folder.resolve("vae/config.json"));
        refused("{}/vae/config.json: the file is missing from the pipeline folder.");
    }

    @Test
    void aNoiseScheduleOfAnotherKindIsRefused() throws IOException {
        replace("scheduler/scheduler_config.json", "v_prediction", "epsilon");
        refused("{}/scheduler/scheduler_config.json: prediction_type is epsilon; Patchbay can play models with prediction_type = "
                + "v_prediction.");
    }

    @Test
    void anUnknownSchedulerIsRefused() throws IOException {
        replace("model_index.json", "CogVideoXDPMScheduler", "EulerDiscreteScheduler");
        refused("{}/model_index.json: the scheduler \"EulerDiscreteScheduler\" is not one of CogVideoXDDIMScheduler and "
                + "CogVideoXDPMScheduler.");
    }
}
