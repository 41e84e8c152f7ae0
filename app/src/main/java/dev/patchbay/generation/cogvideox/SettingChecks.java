package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.cogvideox.schedule.NoiseSchedule;
import dev.patchbay.generation.cogvideox.schedule.SchedulerConfig;
import dev.patchbay.generation.cogvideox.vae.VaeConfig;
import dev.patchbay.generation.torch.t5.T5Config;
import dev.patchbay.message.Message;
import java.math.BigDecimal;

/**
 * Refuses settings that are numbers and yet make no model: a noise schedule that does not fall, groups that do not divide, a factor of
 * zero. Each would else end in a clip of NaN, or in one that looks like a clip and is none.
 */
final class SettingChecks {

    private static final double SMALLEST = 1e-3;
    private static final double LARGEST = 1e3;
    private static final int LONGEST_PROMPT = 4096;

    private final PipelineConfig config;

    private SettingChecks(PipelineConfig config) {
        this.config = config;
    }

    /** The same configuration, if it makes sense. */
    static PipelineConfig checked(PipelineConfig config) throws GenerationException {
        SettingChecks checks = new SettingChecks(config);
        checks.noise(config.noise());
        checks.text(config.text());
        checks.transformer(config.transformer());
        checks.vae(config.vae());
        checks.channels(config.transformer(), config.vae().latentChannels());
        return config;
    }

    private void noise(SchedulerConfig noise) throws GenerationException {
        String file = "scheduler/scheduler_config.json";
        demand(noise.trainTimesteps() >= 2, file, "num_train_timesteps", noise.trainTimesteps(), "2–100000");
        demand(noise.betaStart() > 0 && noise.betaStart() < 1, file, "beta_start", noise.betaStart(), "0.0001–0.9");
        boolean rises = noise.betaEnd() >= noise.betaStart() && noise.betaEnd() < 1;
        demand(rises, file, "beta_end", noise.betaEnd(), plain(noise.betaStart()) + "–0.9");
        range(file, "snr_shift_scale", noise.snrShiftScale());
        demand(new NoiseSchedule(noise).falls(), file, "beta_end", noise.betaEnd(), "0.012");
    }

    private void text(T5Config text) throws GenerationException {
        String file = "text_encoder/config.json";
        eps(file, "layer_norm_epsilon", text.normEps());
        int buckets = text.buckets();
        demand(buckets >= 4 && buckets % 2 == 0, file, "relative_attention_num_buckets", buckets, "4, 6, 8, …");
        int farthest = text.maxDistance();
        demand(farthest > buckets / 4, file, "relative_attention_max_distance", farthest, buckets / 4 + 1 + "–65536");
    }

    private void transformer(TransformerConfig transformer) throws GenerationException {
        String file = "transformer/config.json";
        eps(file, "norm_eps", transformer.normEps());
        double half = transformer.width() / 2.0;
        double shift = transformer.frequencyShift();
        demand(shift >= 0 && shift < half, file, "freq_shift", shift, "0–" + Math.max(0, (int) half - 1));
        range(file, "spatial_interpolation_scale", transformer.spatialScale());
        range(file, "temporal_interpolation_scale", transformer.temporalScale());
        int tokens = transformer.promptTokens();
        demand(tokens <= LONGEST_PROMPT, file, "max_text_seq_length", tokens, "1–" + LONGEST_PROMPT);
        demand(transformer.textDim() == config.text().width(), file, "text_embed_dim", transformer.textDim(), config.text().width());
    }

    /** The transformer makes latents of the VAE; it takes them, and those of an image if the pipeline does. */
    private void channels(TransformerConfig transformer, int latent) throws GenerationException {
        String file = "transformer/config.json";
        int taken = config.takesImage() ? 2 * latent : latent;
        demand(transformer.outChannels() == latent, file, "out_channels", transformer.outChannels(), latent);
        demand(transformer.channels() == taken, file, "in_channels", transformer.channels(), taken);
        // The embedding of ofs is added to that of the timestep, and only pipelines with an image pass it.
        int offset = transformer.offsetDim();
        demand(offset == 0 || config.takesImage(), file, "ofs_embed_dim", offset, "null");
        demand(offset == 0 || offset == transformer.timeDim(), file, "ofs_embed_dim", offset, transformer.timeDim());
    }

    private void vae(VaeConfig vae) throws GenerationException {
        String file = "vae/config.json";
        range(file, "scaling_factor", vae.scalingFactor());
        int groups = vae.normGroups();
        for (int channels : vae.blockChannels()) {
            demand(channels % groups == 0, file, "norm_num_groups", groups, "1, …, " + channels);
        }
        int time = vae.temporalCompression();
        int most = 1 << vae.blockChannels().size() - 1;
        demand(time <= most, file, "temporal_compression_ratio", time, "1–" + most);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    private void range(String file, String name, double found) throws GenerationException {
        demand(found >= SMALLEST && found <= LARGEST, file, name, found, "0.001–1000");
    }

    private void eps(String file, String name, double found) throws GenerationException {
        demand(found >= 0 && found <= 0.1, file, name, found, "0.000001");
    }

    private void demand(boolean sensible, String file, String name, Object found, Object wanted) throws GenerationException {
        if (!sensible) {
            throw new GenerationException(Message.of("generation.setting", config.folder().resolve(file), name, found, wanted));
        }
    }
}
