package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Description of a model, from its configuration files.
 *
 * @param folder a diffusers pipeline folder, or the file of a transformer
 * @param pipelineClass the class in diffusers, {@code CogVideoXPipeline}
 * @param frames number of frames the model was trained for
 * @param height pixels
 * @param width pixels
 * @param framesPerSecond playback rate
 * @param sampling its samplers and their default settings
 * @param promptTokens longest prompt in tokens
 * @param image whether a clip begins with an image that is given
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
        ImageUse image,
        String device) {

    private static final int SMALL = 256 * 256;

    /** A model that makes clips from text alone. */
    public PipelineInfo(
            Path folder,
            String pipelineClass,
            int frames,
            int height,
            int width,
            double framesPerSecond,
            Sampling sampling,
            int promptTokens,
            String device) {
        this(folder, pipelineClass, frames, height, width, framesPerSecond, sampling, promptTokens, ImageUse.NONE, device);
    }

    /**
     * Checks that there is an image if the model needs one, and none if it takes none.
     *
     * @throws GenerationException if not
     */
    public void demandImage(Optional<Pixels> image) throws GenerationException {
        boolean needed = this.image == ImageUse.NEEDED && image.isEmpty();
        boolean unused = this.image == ImageUse.NONE && image.isPresent();
        if (needed || unused) {
            throw new GenerationException(Message.of(needed ? "generation.imageNeeded" : "generation.imageUnused", folder));
        }
    }

    /** Whether a clip may begin with an image that is given. */
    public boolean takesImage() {
        return image != ImageUse.NONE;
    }

    /** What an image is to a model. */
    public enum ImageUse {
        NONE,
        POSSIBLE,
        NEEDED
    }

    /** True if clips of this size take only a moment, such as the demo's. */
    public static boolean isSmall(int width, int height) {
        return width * height <= SMALL;
    }
}
