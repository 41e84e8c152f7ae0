package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.cogvideox.schedule.SchedulerConfig;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.cogvideox.vae.VaeConfig;
import dev.patchbay.generation.torch.ThreadPlan;
import dev.patchbay.generation.torch.t5.T5Config;
import java.nio.file.Path;

/**
 * The configuration of a diffusers pipeline.
 *
 * @param folder the pipeline folder, or the file of the transformer
 * @param pipelineClass from {@code model_index.json}
 * @param scheduler the sampler it names
 * @param noise settings of its scheduler folder
 * @param text settings of its text encoder
 * @param transformer settings of its transformer
 * @param vae settings of its autoencoder
 */
public record PipelineConfig(
        Path folder,
        String pipelineClass,
        SchedulerKind scheduler,
        SchedulerConfig noise,
        T5Config text,
        TransformerConfig transformer,
        VaeConfig vae) {

    private static final double GUIDANCE = 6;

    /** Recommended for small models such as the demo. */
    private static final Sampling.Suggested SMALL = new Sampling.Suggested(SchedulerKind.DPM.id(), 4, false);

    /** The same settings for a model that lies elsewhere. */
    PipelineConfig at(Path other) {
        return new PipelineConfig(other, pipelineClass, scheduler, noise, text, transformer, vae);
    }

    /** Whether its clips begin with an image that is given. */
    public boolean takesImage() {
        return pipelineClass.equals(CogVideoXPipelineFactory.FROM_IMAGE);
    }

    /** Description for display; {@code device} is {@code -} if the model is not loaded. */
    public PipelineInfo info(String device) {
        return new PipelineInfo(
                folder,
                pipelineClass,
                transformer.sampleFrames(),
                height(),
                width(),
                PublishedVariant.like(this).framesPerSecond(),
                sampling(),
                transformer.promptTokens(),
                takesImage() ? PipelineInfo.ImageUse.NEEDED : PipelineInfo.ImageUse.NONE,
                device);
    }

    /** In 1.5 the transformer's settings are the largest size (2400 pixels); its authors recommend a smaller one. */
    private int height() {
        int trained = transformer.sampleHeight() * vae.spatialCompression();
        return PublishedVariant.like(this).size().map(size -> Math.min(size.height(), trained)).orElse(trained);
    }

    private int width() {
        int trained = transformer.sampleWidth() * vae.spatialCompression();
        return PublishedVariant.like(this).size().map(size -> Math.min(size.width(), trained)).orElse(trained);
    }

    /** Its samplers. Guidance is dynamic if the folder names the DPM sampler, as in CogVideoX's own example. */
    Sampling sampling() {
        Sampling.Suggested usual = new Sampling.Suggested(scheduler.id(), GUIDANCE, scheduler == SchedulerKind.DPM);
        return new Sampling(SchedulerKind.ids(), scheduler.id(), GUIDANCE, PipelineInfo.isSmall(width(), height()) ? SMALL : usual);
    }

    /** CPU threads for a clip of this size; {@code available} is the default of the engine. */
    int threads(LatentGrid grid, int available) {
        double tokens = transformer.promptTokens() + (double) grid.patchLayers() * grid.patchRows() * grid.patchColumns();
        return ThreadPlan.threads(tokens, transformer.width(), available);
    }
}
