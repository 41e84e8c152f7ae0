package dev.patchbay.generation.wan;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.wan.transformer.WanTransformerConfig;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;

/**
 * Size of the latents of a clip.
 *
 * @param channels of the latents
 * @param frames latent frames
 * @param height latent rows
 * @param width latent columns
 */
record LatentGrid(int channels, int frames, int height, int width) {

    /**
     * The grid of a request.
     *
     * @throws GenerationException if the model does not support this length or size
     */
    static LatentGrid of(PipelineConfig config, GenerationRequest request) throws GenerationException {
        config.limits().check(request);
        int scale = config.vae().spatialCompression();
        int frames = (request.frames() - 1) / config.vae().temporalCompression() + 1;
        LatentGrid grid = new LatentGrid(config.vae().latentChannels(), frames, request.height() / scale, request.width() / scale);
        int patch = config.anyTransformer().patch();
        int longest = Math.max(frames, Math.max(grid.height, grid.width) / patch);
        if (longest > config.anyTransformer().longestAxis()) {
            throw new GenerationException(Message.of("generation.tooLarge", request.frames(), request.width(), request.height()));
        }
        return grid;
    }

    /** {@code [1, channels, frames, height, width]}, as in diffusers' pipelines of Wan. */
    Shape shape() {
        return Shape.of(1, channels, frames, height, width);
    }

    /** Tokens that the transformer makes of the latents. */
    int tokens(WanTransformerConfig transformer) {
        return transformer.tokens(frames, height, width);
    }
}
