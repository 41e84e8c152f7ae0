package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.SchedulerKind;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the configuration files of a diffusers pipeline folder. Where a file leaves a setting out, diffusers' default holds. */
public final class PipelineConfigJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long LARGEST_FILE = 10_000_000;
    private static final String PLAYABLE = "CogVideoXPipeline";

    private PipelineConfigJson() {}

    /**
     * Reads a pipeline folder.
     *
     * @throws GenerationException if it is none, or of a kind Patchbay cannot play, or a setting makes no sense
     * @throws IOException if a file cannot be read
     */
    public static PipelineConfig read(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve("model_index.json"))) {
            throw new GenerationException(Message.of("generation.noPipeline", folder));
        }
        Settings index = settings(folder.resolve("model_index.json"));
        String pipelineClass = index.text("_class_name", "");
        if (!pipelineClass.equals(PLAYABLE)) {
            throw new GenerationException(Message.of("generation.otherPipeline", folder, pipelineClass, PLAYABLE));
        }
        Settings scheduler = settings(folder.resolve("scheduler/scheduler_config.json"));
        return new PipelineConfig(
                folder,
                pipelineClass,
                kind(index, scheduler),
                noise(scheduler),
                text(settings(folder.resolve("text_encoder/config.json"))),
                transformer(settings(folder.resolve("transformer/config.json"))),
                vae(settings(folder.resolve("vae/config.json"))));
    }

    private static SchedulerKind kind(Settings index, Settings scheduler) throws GenerationException {
        JsonNode named = index.node.path("scheduler").path(1);
        String name = named.isString() ? named.stringValue() : scheduler.text("_class_name", "");
        return switch (name) {
            case "CogVideoXDDIMScheduler" -> SchedulerKind.DDIM;
            case "CogVideoXDPMScheduler" -> SchedulerKind.DPM;
            default -> throw new GenerationException(Message.of("generation.otherScheduler", index.file, name));
        };
    }

    private static SchedulerConfig noise(Settings file) throws GenerationException {
        file.demand("beta_schedule", "scaled_linear", "scaled_linear");
        file.demand("prediction_type", "epsilon", "v_prediction");
        file.demand("timestep_spacing", "leading", "trailing");
        return new SchedulerConfig(
                file.count("num_train_timesteps", 1000, 100_000),
                file.number("beta_start", 0.00085),
                file.number("beta_end", 0.012),
                file.flag("rescale_betas_zero_snr", false),
                file.number("snr_shift_scale", 3.0),
                file.flag("set_alpha_to_one", true));
    }

    private static TextEncoderConfig text(Settings file) throws GenerationException {
        file.demand("feed_forward_proj", "relu", "gated-gelu");
        return new TextEncoderConfig(
                file.count("num_layers", 6, 1000),
                file.count("d_model", 512, 65_536),
                file.count("num_heads", 8, 1024),
                file.count("d_kv", 64, 1024),
                file.count("d_ff", 2048, 262_144),
                file.count("vocab_size", 32_128, 10_000_000),
                file.count("relative_attention_num_buckets", 32, 4096),
                file.count("relative_attention_max_distance", 128, 65_536),
                file.number("layer_norm_epsilon", 1e-6));
    }

    private static TransformerConfig transformer(Settings file) throws GenerationException {
        if (file.has("patch_size_t") || file.has("ofs_embed_dim") || file.flag("use_learned_positional_embeddings", false)) {
            throw new GenerationException(Message.of("generation.otherVariant", file.file));
        }
        file.demand("activation_fn", "gelu-approximate", "gelu-approximate");
        file.demand("timestep_activation_fn", "silu", "silu");
        if (!file.flag("norm_elementwise_affine", true)) {
            throw new GenerationException(Message.of("generation.setting", file.file, "norm_elementwise_affine", "false", "true"));
        }
        TransformerConfig config = new TransformerConfig(
                file.count("num_attention_heads", 30, 1024),
                file.count("attention_head_dim", 64, 1024),
                file.count("in_channels", 16, 4096),
                file.count("num_layers", 30, 1000),
                file.count("text_embed_dim", 4096, 65_536),
                file.count("time_embed_dim", 512, 65_536),
                file.count("max_text_seq_length", 226, 65_536),
                file.count("patch_size", 2, 64),
                file.count("sample_frames", 49, 16_384),
                file.count("sample_height", 60, 4096),
                file.count("sample_width", 90, 4096),
                file.flag("flip_sin_to_cos", true),
                file.number("freq_shift", 0),
                file.number("norm_eps", 1e-5),
                file.flag("use_rotary_positional_embeddings", false),
                file.number("spatial_interpolation_scale", 1.875),
                file.number("temporal_interpolation_scale", 1.0));
        if (config.headDim() % 16 != 0) {
            throw new GenerationException(Message.of("generation.setting", file.file, "attention_head_dim", config.headDim(), "16, 32, 48, 64, …"));
        }
        return config;
    }

    private static VaeConfig vae(Settings file) throws GenerationException {
        file.demand("act_fn", "silu", "silu");
        int compression = file.count("temporal_compression_ratio", 4, 64);
        if (Integer.bitCount(compression) != 1) {
            throw new GenerationException(Message.of("generation.setting", file.file, "temporal_compression_ratio", compression, "1, 2, 4, 8, …"));
        }
        return new VaeConfig(
                file.count("latent_channels", 16, 4096),
                file.counts("block_out_channels", List.of(128, 256, 256, 512), 65_536),
                file.count("layers_per_block", 3, 100),
                file.count("norm_num_groups", 32, 1024),
                compression,
                file.number("scaling_factor", 1.15258426));
    }

    private static Settings settings(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new GenerationException(Message.of("generation.missingFile", file));
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new GenerationException(Message.of("generation.notJson", file));
        }
        try {
            JsonNode node = MAPPER.readTree(Files.readAllBytes(file));
            if (node.isObject()) {
                return new Settings(file, node);
            }
        } catch (JacksonException broken) {
            throw new GenerationException(Message.of("generation.notJson", file), broken);
        }
        throw new GenerationException(Message.of("generation.notJson", file));
    }

    /** One configuration file; every value is checked for its type and range, because it decides about memory. */
    private record Settings(Path file, JsonNode node) {

        boolean has(String name) {
            return node.hasNonNull(name);
        }

        String text(String name, String otherwise) throws GenerationException {
            JsonNode value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            check(value.isString(), name, value, "…");
            return value.stringValue();
        }

        boolean flag(String name, boolean otherwise) throws GenerationException {
            JsonNode value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            check(value.isBoolean(), name, value, "true, false");
            return value.booleanValue();
        }

        double number(String name, double otherwise) throws GenerationException {
            JsonNode value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            check(value.isNumber() && Double.isFinite(value.doubleValue()), name, value, "0.5");
            return value.doubleValue();
        }

        int count(String name, int otherwise, int most) throws GenerationException {
            JsonNode value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            return count(name, value, most);
        }

        List<Integer> counts(String name, List<Integer> otherwise, int most) throws GenerationException {
            JsonNode values = node.path(name);
            if (values.isMissingNode() || values.isNull()) {
                return otherwise;
            }
            check(values.isArray() && values.size() >= 1 && values.size() <= 8, name, values, "[128, 256]");
            List<Integer> counts = new ArrayList<>();
            for (JsonNode value : values) {
                counts.add(count(name, value, most));
            }
            return counts;
        }

        private int count(String name, JsonNode value, int most) throws GenerationException {
            boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1 && value.intValue() <= most;
            check(fits, name, value, "1–" + most);
            return value.intValue();
        }

        void demand(String name, String otherwise, String wanted) throws GenerationException {
            String found = text(name, otherwise);
            if (!found.equals(wanted)) {
                throw new GenerationException(Message.of("generation.setting", file, name, found, wanted));
            }
        }

        private void check(boolean good, String name, JsonNode found, String wanted) throws GenerationException {
            if (!good) {
                throw new GenerationException(Message.of("generation.setting", file, name, found, wanted));
            }
        }
    }
}
