package dev.patchbay.generation.wan.vae;

import dev.patchbay.generation.torch.vae.LayerCost;
import dev.patchbay.generation.torch.vae.LayerSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What encoding costs, layer by layer as the {@link WanVaeEncoder} goes.
 *
 * @param elements of the tensors that are alive together where most are, with what convolutions keep for the next frames, without the
 *     frames of the whole clip
 * @param operations floating-point operations for all frames, a product and its sum counted as two
 */
public record WanEncoderCost(double elements, double operations) {

    /**
     * The cost of a picture or a clip.
     *
     * @param frames in all
     * @param rows of a frame in pixels, or of a tile of it
     * @param columns likewise
     * @param gpu whether a graphics card computes, for which convolutions are cut into larger parts
     */
    public static WanEncoderCost of(WanVaeConfig config, int frames, int rows, int columns, boolean gpu) {
        int each = config.temporalCompression();
        List<LayerCost> first = layers(config, new LayerSize(1, rows / config.patch(), columns / config.patch(), gpu), true);
        List<LayerCost> later = layers(config, new LayerSize(each, rows / config.patch(), columns / config.patch(), gpu), false);
        LayerCost all = LayerCost.together(first, later, 1 + Math.ceilDiv(frames - 1, each));
        return new WanEncoderCost(all.most(), all.operations());
    }

    private static List<LayerCost> layers(WanVaeConfig config, LayerSize patches, boolean first) {
        List<Integer> widths = config.encoderWidths();
        WanLayerCosts layers = new WanLayerCosts();
        LayerSize size = patches;
        int in = widths.getFirst();
        List<LayerCost> all = new ArrayList<>();
        all.add(size.convolution(WanVaeConfig.COLOURS * config.patch() * config.patch(), in));
        for (int block = 0; block < widths.size(); block++) {
            int out = widths.get(block);
            List<LayerCost> inner = layers.resnets(size, in, out, config.layersPerBlock());
            double past = config.residual() ? size.values(in) : 0;
            if (block < config.inTime().size()) {
                boolean inTime = config.inTime().get(block);
                LayerSize smaller = layers.smaller(size, inTime && !first);
                inner.add(layers.downsampling(size, smaller, out, inTime));
                size = smaller;
            }
            all.addAll(layers.beside(inner, past));
            in = out;
        }
        all.addAll(layers.middle(size, in));
        all.add(size.convolution(in, 2 * config.latentChannels()));
        return all;
    }
}
