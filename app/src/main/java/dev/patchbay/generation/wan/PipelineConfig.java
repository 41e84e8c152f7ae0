package dev.patchbay.generation.wan;

import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.RequestLimits;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.torch.ThreadPlan;
import dev.patchbay.generation.torch.t5.T5Config;
import dev.patchbay.generation.wan.schedule.FlowConfig;
import dev.patchbay.generation.wan.schedule.FlowSampler;
import dev.patchbay.generation.wan.transformer.WanTransformerConfig;
import dev.patchbay.generation.wan.vae.WanVaeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The configuration of a diffusers pipeline of Wan.
 *
 * @param folder the pipeline folder
 * @param pipelineClass from {@code model_index.json}
 * @param sampler the one its scheduler folder names
 * @param noise settings of its scheduler folder
 * @param text settings of its text encoder
 * @param promptTokens longest prompt in tokens
 * @param transformers settings of the one transformer, for both, or of the experts for high and for low noise
 * @param boundary share of the training timesteps from which on the expert for high noise is asked; empty with one transformer
 * @param timesPerToken whether each token has a timestep of its own (TI2V 5B): 0 for those of an image that is given
 * @param vae settings of its autoencoder
 */
record PipelineConfig(
        Path folder,
        String pipelineClass,
        FlowSampler sampler,
        FlowConfig noise,
        T5Config text,
        int promptTokens,
        Map<Expert, WanTransformerConfig> transformers,
        OptionalDouble boundary,
        boolean timesPerToken,
        WanVaeConfig vae) {

    static final String FROM_TEXT = "WanPipeline";
    static final String FROM_IMAGE = "WanImageToVideoPipeline";

    /** Default of diffusers' pipelines. */
    private static final double GUIDANCE = 5;

    /** The experts, in the order in which they are asked. */
    List<Expert> experts() {
        return boundary.isPresent() ? List.of(Expert.HIGH_NOISE, Expert.LOW_NOISE) : List.of(Expert.BOTH);
    }

    /** The one that is asked at a timestep. */
    Expert expert(double timestep) {
        if (boundary.isEmpty()) {
            return Expert.BOTH;
        }
        return timestep >= boundary.getAsDouble() * noise.trainTimesteps() ? Expert.HIGH_NOISE : Expert.LOW_NOISE;
    }

    WanTransformerConfig transformer(Expert expert) {
        WanTransformerConfig config = transformers.get(expert);
        if (config == null) {
            throw new IllegalArgumentException(expert.name());
        }
        return config;
    }

    /** Settings that all its transformers have in common: sizes of what goes in and out. */
    WanTransformerConfig anyTransformer() {
        return transformer(experts().getFirst());
    }

    /** The transformer takes a mask and the latents of a clip that begins with the image beside the sample. */
    boolean imageBeside() {
        return pipelineClass.equals(FROM_IMAGE) && !timesPerToken;
    }

    /** What an image is to the model: both pipelines of diffusers load a folder with a timestep for each token. */
    private PipelineInfo.ImageUse image() {
        if (pipelineClass.equals(FROM_IMAGE)) {
            return PipelineInfo.ImageUse.NEEDED;
        }
        return timesPerToken ? PipelineInfo.ImageUse.POSSIBLE : PipelineInfo.ImageUse.NONE;
    }

    /** What can be asked for. */
    RequestLimits limits() {
        int edge = vae.spatialCompression() * anyTransformer().patch();
        return new RequestLimits(noise.trainTimesteps(), vae.temporalCompression(), edge, anyTransformer().width());
    }

    /** Description for display; {@code device} is {@code -} if the model is not loaded. */
    PipelineInfo info(String device) {
        PublishedSize size = PublishedSize.of(timesPerToken);
        return new PipelineInfo(
                folder, pipelineClass, size.frames(), size.height(), size.width(), size.framesPerSecond(), sampling(), promptTokens,
                image(), device);
    }

    Sampling sampling() {
        return new Sampling(FlowSampler.ids(), sampler.id(), GUIDANCE, new Sampling.Suggested(sampler.id(), GUIDANCE, false));
    }

    /** The schedule of a run. */
    FlowConfig noise(GenerationRequest request) {
        return request.flow().shift().isPresent() ? noise.shifted(request.flow().shift().getAsDouble()) : noise;
    }

    /** CPU threads for a clip of this size; {@code available} is the default of the engine. */
    int threads(LatentGrid grid, int available) {
        return ThreadPlan.threads((double) promptTokens + grid.tokens(anyTransformer()), anyTransformer().width(), available);
    }
}
