package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.RequestLimits;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;

/**
 * Size of the latents of a clip.
 *
 * @param frames latent frames, padding included
 * @param padding frames at the start that only fill the last patch of frames (1.5); they are not decoded
 * @param channels of the latents
 * @param height latent rows
 * @param width latent columns
 * @param patch edge of a transformer patch in latent pixels
 * @param patchFrames latent frames of a patch, at least 1
 */
public record LatentGrid(int frames, int padding, int channels, int height, int width, int patch, int patchFrames) {

    /**
     * The grid of a request.
     *
     * @throws GenerationException if the model does not support this length or size
     */
    public static LatentGrid of(PipelineConfig config, GenerationRequest request) throws GenerationException {
        int time = config.vae().temporalCompression();
        int multiple = config.vae().spatialCompression() * config.transformer().patch();
        new RequestLimits(config.noise().trainTimesteps(), time, multiple, config.transformer().width()).check(request);
        int scale = config.vae().spatialCompression();
        int frames = (request.frames() - 1) / time + 1;
        LatentGrid grid = padded(config.transformer(), frames, request.height() / scale, request.width() / scale);
        grid.refuseUntrained(config);
        return grid;
    }

    /** Learned positions exist for one size only; those of 1.5 end at the largest size it was trained for (both as in diffusers). */
    private void refuseUntrained(PipelineConfig config) throws GenerationException {
        TransformerConfig transformer = config.transformer();
        int scale = config.vae().spatialCompression();
        boolean other = height != transformer.sampleHeight() || width != transformer.sampleWidth();
        boolean larger = height > transformer.sampleHeight() || width > transformer.sampleWidth();
        Object[] sizes = {width * scale, height * scale, transformer.sampleWidth() * scale, transformer.sampleHeight() * scale};
        refuse(transformer.learned() && other, "generation.fixedSize", sizes);
        refuse(transformer.rotary() && transformer.patchFrames() > 0 && larger, "generation.largestSize", sizes);
    }

    /** Rounds the frames up to a whole number of patches, as diffusers does. */
    private static LatentGrid padded(TransformerConfig config, int frames, int height, int width) {
        int multiple = config.frameMultiple();
        int padding = (multiple - frames % multiple) % multiple;
        return new LatentGrid(frames + padding, padding, config.outChannels(), height, width, config.patch(), multiple);
    }

    /** The grid of the clips the model was trained for. */
    public static LatentGrid trained(PipelineConfig config) {
        TransformerConfig transformer = config.transformer();
        int frames = (transformer.sampleFrames() - 1) / config.vae().temporalCompression() + 1;
        return padded(transformer, frames, transformer.sampleHeight(), transformer.sampleWidth());
    }

    private static void refuse(boolean refused, String key, Object... arguments) throws GenerationException {
        if (refused) {
            throw new GenerationException(Message.of(key, arguments));
        }
    }

    /** {@code [1, frames, channels, height, width]}. */
    public Shape shape() {
        return Shape.of(1, frames, channels, height, width);
    }

    /** {@code [1, channels, 1, height, width]}: of the latents of an image. */
    public Shape imageShape() {
        return Shape.of(1, channels, 1, height, width);
    }

    /** Frames in patches. */
    public int patchLayers() {
        return frames / patchFrames;
    }

    /** Rows in patches. */
    public int patchRows() {
        return height / patch;
    }

    /** Columns in patches. */
    public int patchColumns() {
        return width / patch;
    }
}
