package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Models that are broken, or whose settings make no sense: one sentence, or a right clip, and never a wrong one. */
@Tag("torch")
class BrokenModelsTest {

    private static final List<String> CONFIGS =
            List.of("scheduler/scheduler_config.json", "text_encoder/config.json", "transformer/config.json", "vae/config.json");

    private static final List<String> ODD = List.of(
            "-5", "-1", "0", "1", "2", "3", "7", "0.5", "1e-30", "1e30", "1e308", "1e999", "2147483648", "1000003", "9".repeat(400),
            "null", "\"2\"");

    @TempDir
    private Path folder;

    private CopiedModel model;

    @BeforeEach
    void copy() throws IOException {
        model = CopiedModel.of("cogvideox-2b", folder);
    }

    private Clip generate(AppliedAdapter... adapters) throws IOException {
        GenerationRequest request =
                new GenerationRequest("a red circle", "", 1, 2, 5, 16, 16, 6, false, "ddim", List.of(adapters));
        EngineChoice choice = new EngineChoice(DeviceChoice.CPU, DTypeChoice.F32);
        try (VideoPipeline pipeline = new CogVideoXPipelineFactory(Reference.opener()).load(ModelSource.of(folder), choice)) {
            return pipeline.generate(request, StepListener.SILENT, Cancellation.NEVER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "transformer/diffusion_pytorch_model.safetensors, transformer_blocks.1.ff.net.2.weight, NaN",
        "transformer/diffusion_pytorch_model.safetensors, proj_out.bias, Infinity",
        "text_encoder/model.safetensors, encoder.final_layer_norm.weight, NaN",
        "vae/diffusion_pytorch_model.safetensors, decoder.conv_out.conv.bias, -Infinity"
    })
    void aBrokenWeightStopsTheRunByItsName(String file, String tensor, float value) throws IOException {
        model.spoil(file, tensor, value);
        assertThatThrownBy(this::generate)
                .isInstanceOf(GenerationException.class)
                .hasMessage(folder.resolve(file).getParent() + ": the tensor " + tensor
                        + " holds NaN or infinite values, so the model cannot be played; download or convert it again.");
    }

    @Test
    void numbersThatGrowBeyondAllBoundsStopTheRunAtTheirStep() throws Exception {
        try (AdapterKinds kinds = new AdapterKinds()) {
            assertThatThrownBy(() -> generate(kinds.adapter("every-linear", 1e30)))
                    .isInstanceOf(GenerationException.class)
                    .hasMessageStartingWith("Step 1 of 2 gave NaN or infinite values, so the run was stopped");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "scheduler/scheduler_config.json, beta_start, -5, 0.0001–0.9",
        "scheduler/scheduler_config.json, beta_end, 0.0001, 0.00085–0.9",
        "scheduler/scheduler_config.json, snr_shift_scale, 0, 0.001–1000",
        "vae/config.json, scaling_factor, 0, 0.001–1000",
        "vae/config.json, norm_num_groups, 5, '1, …, 32'",
        "vae/config.json, temporal_compression_ratio, 16, 1–8",
        "transformer/config.json, norm_eps, -1, 0.000001",
        "transformer/config.json, freq_shift, 16, 0–15",
        "transformer/config.json, text_embed_dim, 64, 32",
        "text_encoder/config.json, relative_attention_max_distance, 8, 9–65536"
    })
    void nonsenseIsRefusedBeforeAnythingIsLoaded(String file, String setting, String value, String wanted) throws IOException {
        set(file, setting, value);
        assertThatThrownBy(() -> new CogVideoXPipelineFactory(Reference.opener()).describe(ModelSource.of(folder)))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith(folder.resolve(file) + ": " + setting + " is ")
                .hasMessageEndingWith("; Patchbay can play models with " + setting + " = " + wanted + ".");
    }

    @ParameterizedTest
    @CsvSource({"transformer/config.json, transformer_blocks.1.", "text_encoder/config.json, encoder.block.1."})
    void aFileWithMoreBlocksThanItsConfigurationIsRefused(String file, String block) throws IOException {
        set(file, "num_layers", "1");
        assertThatThrownBy(this::generate)
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining(": the file holds " + block)
                .hasMessageEndingWith(", but config.json has num_layers = 1; they do not belong together.");
    }

    @Test
    void aFileWithFewerBlocksThanItsConfigurationIsRefused() throws IOException {
        set("transformer/config.json", "num_layers", "3");
        assertThatThrownBy(this::generate)
                .hasMessageContaining(": the tensor transformer_blocks.2.norm1.linear.weight is missing");
    }

    /** Every numeric field of every configuration with odd values: a sentence, or a clip of numbers. */
    @Test
    void oddNumbersNeverCrashAndNeverMakeAClipOfNothing() throws IOException {
        PipelineConfig sound = PipelineConfigJson.read(folder);
        int refused = 0;
        int made = 0;
        for (String file : CONFIGS) {
            String text = model.text(file);
            for (String field : numericFields(text)) {
                for (String odd : ODD) {
                    set(file, field, odd);
                    String what = file + " " + field + " = " + odd;
                    try {
                        // A field that nothing reads changes nothing.
                        if (!PipelineConfigJson.read(folder).equals(sound)) {
                            Clip clip = generate();
                            made++;
                            for (float value : clip.frames()) {
                                assertThat(value).as(what).isBetween(0f, 1f);
                            }
                        }
                    } catch (GenerationException explained) {
                        refused++;
                        assertThat(explained.explanation().text(Locale.ENGLISH)).as(what).doesNotContain("Exception");
                    }
                    model.write(file, text);
                }
            }
        }
        assertThat(refused).as("sentences").isGreaterThan(150);
        assertThat(made).as("clips").isGreaterThan(10);
    }

    @Test
    void missingFieldsAreThoseOfDiffusersOrRefused() throws IOException {
        for (String file : CONFIGS) {
            String text = model.text(file);
            for (String field : numericFields(text)) {
                ObjectNode config = (ObjectNode) new JsonMapper().readTree(text);
                config.remove(field);
                model.write(file, config.toString());
                try {
                    new CogVideoXPipelineFactory(Reference.opener()).describe(ModelSource.of(folder));
                } catch (GenerationException explained) {
                    assertThat(explained.explanation().text(Locale.ENGLISH)).contains(folder.toString());
                }
                model.write(file, text);
            }
        }
    }

    private static List<String> numericFields(String text) {
        List<String> fields = new ArrayList<>();
        JsonNode config = new JsonMapper().readTree(text);
        config.propertyStream().filter(field -> field.getValue().isNumber()).forEach(field -> fields.add(field.getKey()));
        return fields;
    }

    private void set(String file, String setting, String value) throws IOException {
        String text = model.text(file);
        String changed = text.replaceFirst("(\"" + setting + "\"\\s*:\\s*)[^,\\n]+", "$1" + Matcher.quoteReplacement(value));
        model.write(file, changed);
    }
}
