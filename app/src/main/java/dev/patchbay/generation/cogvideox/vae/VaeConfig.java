package dev.patchbay.generation.cogvideox.vae;

import dev.patchbay.generation.torch.vae.VaeTiles;
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

    private static final double OVERLAP_HEIGHT = 1 / 6.0;
    private static final double OVERLAP_WIDTH = 1 / 5.0;

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

    /** Tiles of half the height and width of the clips that the autoencoder was trained for. */
    public VaeTiles tiles() {
        return tiles(sampleHeight / 2, sampleWidth / 2);
    }

    /** Tiles of about this size in pixels, with the overlaps of diffusers' {@code AutoencoderKLCogVideoX}. */
    public VaeTiles tiles(int pixelHeight, int pixelWidth) {
        int rows = Math.max(1, pixelHeight / spatialCompression());
        int columns = Math.max(1, pixelWidth / spatialCompression());
        return new VaeTiles(rows, columns, step(rows, OVERLAP_HEIGHT), step(columns, OVERLAP_WIDTH));
    }

    private static int step(int length, double overlap) {
        return Math.max(1, (int) (length * (1 - overlap)));
    }
}
