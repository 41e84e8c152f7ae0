package dev.patchbay.generation.wan.vae;

import dev.patchbay.generation.torch.vae.LayerCost;
import dev.patchbay.generation.torch.vae.LayerSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What decoding costs, layer by layer as the {@link WanVaeDecoder} goes.
 *
 * @param elements of the tensors that are alive together where most are, with what convolutions keep for the next frames
 * @param operations floating-point operations for all frames, a product and its sum counted as two
 */
public record WanDecoderCost(double elements, double operations) {

    /**
     * The cost of a clip.
     *
     * @param latents frames of the latents
     * @param rows of the latents, or of a tile of them
     * @param columns likewise
     * @param gpu whether a graphics card computes, for which convolutions are cut into larger parts
     */
    public static WanDecoderCost of(WanVaeConfig config, int latents, int rows, int columns, boolean gpu) {
        LayerSize size = new LayerSize(1, rows, columns, gpu);
        LayerCost all = LayerCost.together(layers(config, size, true), layers(config, size, false), latents);
        return new WanDecoderCost(all.most(), all.operations());
    }

    private static List<LayerCost> layers(WanVaeConfig config, LayerSize latent, boolean first) {
        List<Integer> widths = config.decoderWidths();
        WanLayerCosts layers = new WanLayerCosts();
        LayerSize size = latent;
        List<LayerCost> all = new ArrayList<>(List.of(size.convolution(config.latentChannels(), widths.getLast())));
        all.addAll(layers.middle(size, widths.getLast()));
        for (int block = widths.size() - 1; block >= 0; block--) {
            int in = config.decoderInput(block);
            int out = widths.get(block);
            List<LayerCost> inner = layers.resnets(size, in, out, config.layersPerBlock() + 1);
            double past = config.residual() && block > 0 ? size.values(in) : 0;
            if (block > 0) {
                boolean inTime = config.inTime().get(block - 1);
                LayerSize larger = layers.larger(size, inTime && !first);
                inner.add(layers.upsampling(size, larger, out, config.residual() ? out : out / 2, inTime && !first));
                size = larger;
            }
            all.addAll(layers.beside(inner, past));
        }
        all.add(size.convolution(widths.getFirst(), WanVaeConfig.COLOURS * config.patch() * config.patch()));
        return all;
    }
}
