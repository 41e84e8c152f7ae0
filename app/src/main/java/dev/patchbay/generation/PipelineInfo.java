package dev.patchbay.generation;

import java.nio.file.Path;

/**
 * What a model says about itself.
 *
 * @param folder where it lies, a diffusers pipeline folder
 * @param pipelineClass the class in diffusers, {@code CogVideoXPipeline}
 * @param frames frames of the clip the model was made for
 * @param height pixels
 * @param width pixels
 * @param framesPerSecond playback rate
 * @param sampling its samplers and the settings for them
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
        Sampling sampling,
        int promptTokens,
        String device) {

    private static final int SMALL = 256 * 256;

    /** True if clips of this size are made in a moment, such as the demo's. */
    public static boolean isSmall(int width, int height) {
        return width * height <= SMALL;
    }
}
