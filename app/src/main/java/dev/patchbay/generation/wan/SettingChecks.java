package dev.patchbay.generation.wan;

import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.wan.transformer.WanTransformerConfig;
import dev.patchbay.message.Message;

/** Refuses settings that are numbers and yet make no model, and parts that do not go together: each would end in a clip that is none. */
final class SettingChecks {

    private final PipelineConfig config;

    private SettingChecks(PipelineConfig config) {
        this.config = config;
    }

    /** The same configuration, if it makes sense. */
    static PipelineConfig checked(PipelineConfig config) throws GenerationException {
        SettingChecks checks = new SettingChecks(config);
        checks.noise();
        for (Expert expert : config.experts()) {
            String folder = expert == Expert.LOW_NOISE ? "transformer_2" : "transformer";
            checks.transformer(folder + "/config.json", config.transformer(expert));
        }
        return config;
    }

    private void noise() throws GenerationException {
        String file = "scheduler/scheduler_config.json";
        double shift = config.noise().shift();
        demand(shift > 0 && shift <= 1000, file, "flow_shift", shift, "1–20");
        demand(config.noise().trainTimesteps() >= 2, file, "num_train_timesteps", config.noise().trainTimesteps(), "2–100000");
        double boundary = config.boundary().orElse(0.5);
        demand(boundary >= 0 && boundary <= 1, "model_index.json", "boundary_ratio", boundary, "0–1");
        int buckets = config.text().buckets();
        demand(buckets >= 4 && buckets % 2 == 0, "text_encoder/config.json", "relative_attention_num_buckets", buckets, "4, 6, 8, …");
    }

    /** A transformer makes latents of the VAE; it takes them, and beside them the mask and the latents of an image. */
    private void transformer(String file, WanTransformerConfig transformer) throws GenerationException {
        int latent = config.vae().latentChannels();
        int taken = config.imageBeside() ? 2 * latent + config.vae().temporalCompression() : latent;
        demand(transformer.outChannels() == latent, file, "out_channels", transformer.outChannels(), latent);
        demand(transformer.channels() == taken, file, "in_channels", transformer.channels(), taken);
        demand(transformer.textDim() == config.text().width(), file, "text_dim", transformer.textDim(), config.text().width());
        int patch = config.anyTransformer().patch();
        demand(transformer.patch() == patch, file, "patch_size", transformer.patch(), patch);
    }

    private void demand(boolean sensible, String file, String name, Object found, Object wanted) throws GenerationException {
        if (!sensible) {
            throw new GenerationException(Message.of("generation.setting", config.folder().resolve(file), name, found, wanted));
        }
    }
}
