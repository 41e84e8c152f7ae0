package dev.patchbay.generation.wan;

import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.t5.T5Config;
import dev.patchbay.generation.wan.schedule.FlowConfig;
import dev.patchbay.generation.wan.schedule.FlowSampler;
import dev.patchbay.generation.wan.transformer.WanTransformerConfig;
import dev.patchbay.generation.wan.vae.WanVaeConfig;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the configuration files of a diffusers pipeline folder of Wan. Missing settings get the default of diffusers. */
final class PipelineConfigJson {

    /** Pipelines of Wan that are not played, and what they would need. */
    static final Map<String, String> REFUSED = Map.of(
            "WanVACEPipeline", "generation.wan.vace",
            "WanAnimatePipeline", "generation.wan.animate",
            "WanVideoToVideoPipeline", "generation.wan.video",
            "WanSpeechToVideoPipeline", "generation.wan.video");

    /** Longest prompt of diffusers' pipelines; a tokenizer may be for a shorter one. */
    private static final int LONGEST_PROMPT = 512;

    private PipelineConfigJson() {}

    /**
     * Reads a pipeline folder.
     *
     * @throws GenerationException if files are missing, the variant is not supported, or a setting is invalid
     * @throws IOException if a file cannot be read
     */
    static PipelineConfig read(Path folder) throws IOException {
        ConfigFileJson index = ConfigFileJson.index(folder);
        refuse(index, folder);
        ConfigFileJson scheduler = ConfigFileJson.read(folder.resolve("scheduler/scheduler_config.json"));
        FlowSampler sampler = sampler(index, scheduler);
        boolean second = index.componentClass("transformer_2").isPresent() && index.has("boundary_ratio");
        OptionalDouble boundary = second ? OptionalDouble.of(index.number("boundary_ratio", 0)) : OptionalDouble.empty();
        Map<Expert, WanTransformerConfig> transformers = new EnumMap<>(Expert.class);
        transformers.put(second ? Expert.HIGH_NOISE : Expert.BOTH, transformer(folder, "transformer"));
        if (second) {
            transformers.put(Expert.LOW_NOISE, transformer(folder, "transformer_2"));
        }
        return SettingChecks.checked(new PipelineConfig(
                folder,
                index.className(),
                sampler,
                noise(sampler, scheduler),
                T5Config.of(ConfigFileJson.read(folder.resolve("text_encoder/config.json"))),
                promptTokens(folder.resolve("tokenizer/tokenizer_config.json")),
                transformers,
                boundary,
                index.flag("expand_timesteps", false),
                WanVaeConfig.of(ConfigFileJson.read(folder.resolve("vae/config.json")))));
    }

    private static WanTransformerConfig transformer(Path folder, String component) throws IOException {
        return WanTransformerConfig.of(ConfigFileJson.read(folder.resolve(component).resolve("config.json")));
    }

    private static void refuse(ConfigFileJson index, Path folder) throws IOException {
        String pipeline = index.className();
        String refused = REFUSED.get(pipeline);
        if (refused != null) {
            throw new GenerationException(Message.of(refused, folder, pipeline));
        }
        Optional<String> encoder = index.componentClass("image_encoder");
        if (encoder.isPresent()) {
            throw new GenerationException(Message.of("generation.wan.clip", folder, encoder.get()));
        }
    }

    private static FlowSampler sampler(ConfigFileJson index, ConfigFileJson scheduler) throws GenerationException {
        Optional<String> named = index.componentClass("scheduler");
        String name = named.isPresent() ? named.get() : scheduler.className();
        return switch (name) {
            case "UniPCMultistepScheduler" -> FlowSampler.UNIPC;
            case "FlowMatchEulerDiscreteScheduler" -> FlowSampler.EULER;
            default -> throw new GenerationException(Message.of("generation.wan.scheduler", index.file(), name));
        };
    }

    private static FlowConfig noise(FlowSampler sampler, ConfigFileJson file) throws GenerationException {
        demand(file, "use_dynamic_shifting", false);
        for (String other : new String[] {"use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas"}) {
            demand(file, other, false);
        }
        if (sampler == FlowSampler.EULER) {
            return new FlowConfig(file.count("num_train_timesteps", 1000, 100_000), file.number("shift", 1));
        }
        file.demand("prediction_type", "epsilon", "flow_prediction");
        file.demand("solver_type", "bh2", "bh2");
        file.demand("final_sigmas_type", "zero", "zero");
        demand(file, "use_flow_sigmas", true);
        int order = file.count("solver_order", 2, 10);
        if (order != 2) {
            throw new GenerationException(Message.of("generation.setting", file.file(), "solver_order", order, 2));
        }
        return new FlowConfig(file.count("num_train_timesteps", 1000, 100_000), file.number("flow_shift", 1));
    }

    private static void demand(ConfigFileJson file, String name, boolean wanted) throws GenerationException {
        if (file.flag(name, false) != wanted) {
            throw new GenerationException(Message.of("generation.setting", file.file(), name, !wanted, wanted));
        }
    }

    /** A tokenizer without a limit of its own says a number of thirty digits, or has no such file. */
    private static int promptTokens(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return LONGEST_PROMPT;
        }
        double most = ConfigFileJson.read(file).number("model_max_length", LONGEST_PROMPT);
        return most >= 2 ? (int) Math.min(LONGEST_PROMPT, most) : LONGEST_PROMPT;
    }
}
