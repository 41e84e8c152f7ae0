package dev.patchbay.generation.cogvideox.vae;

import java.util.List;

/**
 * Settings of a CogVideoX autoencoder, named as in its {@code config.json}.
 *
 * @param latentChannels channels of the latents
 * @param blockChannels channels of the encoder's blocks; the decoder goes through them backwards
 * @param layersPerBlock residual layers of an encoder block; a decoder block has one more
 * @param normGroups groups of the group norms
 * @param temporalCompression frames of the clip for one of the latents, a power of two
 * @param scalingFactor latents are divided by it before decoding
 * @param invertScale whether the latents of an image are divided by the factor too (1.5), not multiplied
 * @param sampleHeight rows of the clips it was trained for; a tile has half of them
 * @param sampleWidth columns
 */
public record VaeConfig(
        int latentChannels,
        List<Integer> blockChannels,
        int layersPerBlock,
        int normGroups,
        int temporalCompression,
        double scalingFactor,
        boolean invertScale,
        int sampleHeight,
        int sampleWidth) {

    public VaeConfig {
        blockChannels = List.copyOf(blockChannels);
    }

    /** Pixels of the clip for one latent pixel, along each edge: every block but the last doubles the size. */
    public int spatialCompression() {
        return 1 << (blockChannels.size() - 1);
    }

    /** The latents of an image are multiplied by it, as diffusers does. */
    public double imageScale() {
        return invertScale ? 1 / scalingFactor : scalingFactor;
    }
}
