package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.SchedulerKind;
import java.nio.file.Path;

/**
 * Everything a diffusers pipeline folder says about itself.
 *
 * @param folder the pipeline folder
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
        TextEncoderConfig text,
        TransformerConfig transformer,
        VaeConfig vae) {

    private static final double FRAMES_PER_SECOND = 8;

    /** What people are told; {@code device} is where it runs, {@code -} while only described. */
    public PipelineInfo info(String device) {
        int scale = vae.spatialCompression();
        return new PipelineInfo(
                folder,
                pipelineClass,
                transformer.sampleFrames(),
                transformer.sampleHeight() * scale,
                transformer.sampleWidth() * scale,
                FRAMES_PER_SECOND,
                scheduler,
                transformer.promptTokens(),
                device);
    }
}
