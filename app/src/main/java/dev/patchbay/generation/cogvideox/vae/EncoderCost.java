package dev.patchbay.generation.cogvideox.vae;

import dev.patchbay.generation.torch.vae.LayerCost;
import dev.patchbay.generation.torch.vae.LayerSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What encoding the picture that a clip begins with costs, layer by layer as the {@link VaeEncoder} goes.
 *
 * @param elements of the tensors that are alive together where most are
 * @param operations floating-point operations, a product and its sum counted as two
 */
public record EncoderCost(double elements, double operations) {

    private static final int COLOURS = 3;

    /**
     * The cost of one picture.
     *
     * @param rows of the picture in pixels, or of a tile of it
     * @param columns likewise
     * @param gpu whether a graphics card computes, for which convolutions are cut into larger parts
     */
    public static EncoderCost of(VaeConfig config, int rows, int columns, boolean gpu) {
        List<LayerCost> layers = layers(config, new LayerSize(1, rows, columns, gpu));
        return new EncoderCost(
                layers.stream().mapToDouble(LayerCost::most).max().orElse(0), layers.stream().mapToDouble(LayerCost::operations).sum());
    }

    private static List<LayerCost> layers(VaeConfig config, LayerSize picture) {
        List<Integer> widths = config.blockChannels();
        int halvings = Integer.numberOfTrailingZeros(config.temporalCompression());
        List<LayerCost> layers = new ArrayList<>();
        LayerSize size = picture;
        int width = widths.getFirst();
        layers.add(size.convolution(COLOURS, width));
        for (int block = 0; block < widths.size(); block++) {
            boolean last = block == widths.size() - 1;
            // The middle block has the last one's width.
            for (int i = 0; i < config.layersPerBlock() + (last ? 2 : 0); i++) {
                layers.add(size.residual(width, widths.get(block)));
                width = widths.get(block);
            }
            if (!last) {
                layers.add(size.downsampling(width, block < halvings));
                size = size.smaller(block < halvings);
            }
        }
        return layers;
    }
}
