package dev.patchbay.generation.cogvideox.vae;

import dev.patchbay.generation.torch.vae.LayerCost;
import dev.patchbay.generation.torch.vae.LayerSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What decoding costs, layer by layer as the {@link VaeDecoder} goes.
 *
 * @param elements of the tensors that are alive together where most are, with what convolutions keep for the next frames
 * @param operations floating-point operations for all frames, a product and its sum counted as two
 */
public record DecoderCost(double elements, double operations) {

    /** Layers of the middle block, which has the first one's width. */
    private static final int MIDDLE = 2;

    /**
     * The cost of a clip.
     *
     * @param latents frames of the latents
     * @param rows of the latents, or of a tile of them
     * @param columns likewise
     * @param gpu whether a graphics card computes, for which convolutions are cut into larger parts
     */
    public static DecoderCost of(VaeConfig config, int latents, int rows, int columns, boolean gpu) {
        int each = VaeDecoder.BATCH;
        List<LayerCost> first = layers(config, Math.min(latents, each + latents % each), rows, columns, gpu);
        LayerCost all = LayerCost.together(first, layers(config, each, rows, columns, gpu), Math.max(1, latents / each));
        return new DecoderCost(all.most(), all.operations());
    }

    private static List<LayerCost> layers(VaeConfig config, int latents, int rows, int columns, boolean gpu) {
        List<Integer> widths = config.blockChannels().reversed();
        int doublings = Integer.numberOfTrailingZeros(config.temporalCompression());
        List<LayerCost> layers = new ArrayList<>();
        LayerSize size = new LayerSize(latents, rows, columns, gpu);
        int width = widths.getFirst();
        for (int block = 0; block < widths.size(); block++) {
            int out = widths.get(block);
            for (int i = 0; i <= config.layersPerBlock() + (block == 0 ? MIDDLE : 0); i++) {
                layers.add(size.residual(width, out));
                width = out;
            }
            if (block < widths.size() - 1) {
                LayerSize larger = size.larger(block < doublings);
                layers.add(larger.upsampling(width, width, size.values(width)));
                size = larger;
            }
        }
        return layers;
    }
}
