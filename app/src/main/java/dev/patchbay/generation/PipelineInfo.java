package dev.patchbay.generation;

import java.nio.file.Path;

/**
 * What a pipeline folder says about itself.
 *
 * @param folder the diffusers pipeline folder
 * @param pipelineClass {@code CogVideoXPipeline}, …
 * @param frames frames of the clip the model was made for
 * @param height pixels
 * @param width pixels
 * @param framesPerSecond playback rate
 * @param scheduler the sampler its scheduler folder names
 * @param promptTokens longest prompt in tokens
 * @param device where it runs, {@code cpu}, {@code cuda:0}; {@code -} while only described
 */
public record PipelineInfo(
        Path folder,
        String pipelineClass,
        int frames,
        int height,
        int width,
        double framesPerSecond,
        SchedulerKind scheduler,
        int promptTokens,
        String device) {}
