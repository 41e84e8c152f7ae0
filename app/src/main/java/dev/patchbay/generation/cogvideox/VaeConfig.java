package dev.patchbay.generation.cogvideox;

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
 */
public record VaeConfig(
        int latentChannels, List<Integer> blockChannels, int layersPerBlock, int normGroups, int temporalCompression,
        double scalingFactor) {

    public VaeConfig {
        blockChannels = List.copyOf(blockChannels);
    }

    /** Pixels of the clip for one latent pixel, along each edge: every block but the last doubles the size. */
    public int spatialCompression() {
        return 1 << (blockChannels.size() - 1);
    }
}
