package dev.patchbay.generation;

import java.nio.file.Path;

/**
 * Description of a model, from its configuration files.
 *
 * @param folder a diffusers pipeline folder
 * @param pipelineClass the class in diffusers, {@code CogVideoXPipeline}
 * @param frames number of frames the model was trained for
 * @param height pixels
 * @param width pixels
 * @param framesPerSecond playback rate
 * @param sampling its samplers and their default settings
 * @param promptTokens longest prompt in tokens
 * @param device where it runs, {@code cpu}, {@code cuda:0}; {@code -} if it is not loaded
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

    /** True if clips of this size take only a moment, such as the demo's. */
    public static boolean isSmall(int width, int height) {
        return width * height <= SMALL;
    }
}
