package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.cogvideox.schedule.SchedulerConfig;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.cogvideox.vae.VaeConfig;
import dev.patchbay.generation.torch.t5.T5Config;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the configuration files of a diffusers pipeline folder. Missing settings get the default of diffusers. */
public final class PipelineConfigJson {

    private PipelineConfigJson() {}

    /**
     * Reads a pipeline folder.
     *
     * @throws GenerationException if files are missing, the variant is not supported, or a setting is invalid
     * @throws IOException if a file cannot be read
     */
    public static PipelineConfig read(Path folder) throws IOException {
        ConfigFileJson index = ConfigFileJson.index(folder);
        ConfigFileJson scheduler = ConfigFileJson.read(folder.resolve("scheduler/scheduler_config.json"));
        return SettingChecks.checked(new PipelineConfig(
                folder,
                index.className(),
                kind(index, scheduler),
                noise(scheduler),
                T5Config.of(ConfigFileJson.read(folder.resolve("text_encoder/config.json"))),
                transformer(ConfigFileJson.read(folder.resolve("transformer/config.json"))),
                vae(ConfigFileJson.read(folder.resolve("vae/config.json")))));
    }

    /** The settings of a published model, all in one file. */
    static PipelineConfig published(ConfigFileJson file) throws GenerationException {
        ConfigFileJson scheduler = file.part("scheduler");
        return SettingChecks.checked(new PipelineConfig(
                file.file(),
                file.className(),
                kind(file, scheduler),
                noise(scheduler),
                T5Config.of(file.part("text_encoder")),
                transformer(file.part("transformer")),
                vae(file.part("vae"))));
    }

    private static SchedulerKind kind(ConfigFileJson index, ConfigFileJson scheduler) throws GenerationException {
        Optional<String> named = index.componentClass("scheduler");
        String name = named.isPresent() ? named.get() : scheduler.className();
        return switch (name) {
            case "CogVideoXDDIMScheduler" -> SchedulerKind.DDIM;
            case "CogVideoXDPMScheduler" -> SchedulerKind.DPM;
            default -> throw new GenerationException(Message.of("generation.otherScheduler", index.file(), name));
        };
    }

    private static SchedulerConfig noise(ConfigFileJson file) throws GenerationException {
        file.demand("beta_schedule", "scaled_linear", "scaled_linear");
        file.demand("prediction_type", "epsilon", "v_prediction");
        file.demand("timestep_spacing", "leading", "trailing");
        if (file.has("trained_betas")) {
            throw refused(file, "trained_betas", "[…]", "null");
        }
        return new SchedulerConfig(
                file.count("num_train_timesteps", 1000, 100_000),
                file.number("beta_start", 0.00085),
                file.number("beta_end", 0.012),
                file.flag("rescale_betas_zero_snr", false),
                file.number("snr_shift_scale", 3.0),
                file.flag("set_alpha_to_one", true));
    }

    private static TransformerConfig transformer(ConfigFileJson file) throws GenerationException {
        file.demand("activation_fn", "gelu-approximate", "gelu-approximate");
        file.demand("timestep_activation_fn", "silu", "silu");
        if (!file.flag("norm_elementwise_affine", true)) {
            throw refused(file, "norm_elementwise_affine", false, true);
        }
        TransformerConfig config = new TransformerConfig(
                file.count("num_attention_heads", 30, 1024),
                file.count("attention_head_dim", 64, 1024),
                file.count("in_channels", 16, 4096),
                file.count("out_channels", 16, 4096),
                file.count("num_layers", 30, 1000),
                file.count("text_embed_dim", 4096, 65_536),
                file.count("time_embed_dim", 512, 65_536),
                file.count("ofs_embed_dim", 0, 65_536),
                file.count("max_text_seq_length", 226, 65_536),
                file.count("patch_size", 2, 64),
                file.count("patch_size_t", 0, 64),
                file.flag("patch_bias", true),
                file.count("temporal_compression_ratio", 4, 64),
                file.count("sample_frames", 49, 16_384),
                file.count("sample_height", 60, 4096),
                file.count("sample_width", 90, 4096),
                file.flag("flip_sin_to_cos", true),
                file.number("freq_shift", 0),
                file.number("norm_eps", 1e-5),
                file.flag("use_rotary_positional_embeddings", false),
                file.flag("use_learned_positional_embeddings", false),
                file.number("spatial_interpolation_scale", 1.875),
                file.number("temporal_interpolation_scale", 1.0));
        if (config.headDim() % 16 != 0) {
            throw refused(file, "attention_head_dim", config.headDim(), "16, 32, 48, 64, …");
        }
        if (config.learned() && !config.rotary()) {
            throw refused(file, "use_rotary_positional_embeddings", false, true);
        }
        return config;
    }

    private static VaeConfig vae(ConfigFileJson file) throws GenerationException {
        file.demand("act_fn", "silu", "silu");
        if (file.flag("use_post_quant_conv", false)) {
            throw refused(file, "use_post_quant_conv", true, false);
        }
        int compression = file.count("temporal_compression_ratio", 4, 64);
        if (Integer.bitCount(compression) != 1) {
            throw refused(file, "temporal_compression_ratio", compression, "1, 2, 4, 8, …");
        }
        for (String convolution : new String[] {"use_quant_conv", "use_post_quant_conv"}) {
            if (file.flag(convolution, false)) {
                throw refused(file, convolution, true, false);
            }
        }
        return new VaeConfig(
                file.count("latent_channels", 16, 4096),
                file.counts("block_out_channels", List.of(128, 256, 256, 512), 65_536),
                file.count("layers_per_block", 3, 100),
                file.count("norm_num_groups", 32, 1024),
                compression,
                file.number("scaling_factor", 1.15258426),
                file.flag("invert_scale_latents", false),
                file.count("sample_height", 480, 65_536),
                file.count("sample_width", 720, 65_536));
    }

    private static GenerationException refused(ConfigFileJson file, String name, Object found, Object wanted) {
        return new GenerationException(Message.of("generation.setting", file.file(), name, found, wanted));
    }
}
