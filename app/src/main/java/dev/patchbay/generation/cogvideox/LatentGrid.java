package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
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

    private static final int LONGEST_EDGE = 16_384;
    private static final int MOST_FRAMES = 16_384;

    /**
     * The grid of a request.
     *
     * @throws GenerationException if the model does not support this length or size
     */
    public static LatentGrid of(PipelineConfig config, GenerationRequest request) throws GenerationException {
        int time = config.vae().temporalCompression();
        int multiple = config.vae().spatialCompression() * config.transformer().patch();
        int most = config.noise().trainTimesteps();
        refuse(request.steps() < 1 || request.steps() > most, "generation.steps", request.steps(), most);
        boolean badLength = request.frames() < 1 || request.frames() > MOST_FRAMES || (request.frames() - 1) % time != 0;
        refuse(badLength, "generation.frames", request.frames(), time);
        refuse(unfit(request.height(), multiple)
                || unfit(request.width(), multiple), "generation.size", request.width(), request.height(), multiple);
        // All frames go into one Java array, all positions into another: both sizes must fit an int.
        double pixels = 3.0 * (request.frames() + time) * request.height() * request.width();
        double positions = (double) request.frames() * request.height() * request.width() / multiple / multiple * config.transformer()
                .width();
        refuse(Math.max(pixels, positions) > Integer.MAX_VALUE, "generation.tooLarge", request.frames(), request.width(), request.height());
        refuse(!Double.isFinite(request.guidance()), "generation.guidance", request.guidance());
        for (AppliedAdapter adapter : request.adapters()) {
            refuse(!Double.isFinite(adapter.strength()), "generation.strength", adapter.name(), adapter.strength());
        }
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

    private static boolean unfit(int edge, int multiple) {
        return edge < multiple || edge > LONGEST_EDGE || edge % multiple != 0;
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
