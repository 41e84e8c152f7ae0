package dev.patchbay.generation.torch.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.List;

/**
 * An encoder or a decoder: a causal convolution, layers, a norm, a causal convolution.
 *
 * @param enter weights of {@code conv_in}
 * @param finish weights of {@code norm_out} and {@code conv_out}
 */
public record VaeHalf(Convolutions convolutions, WeightBlock enter, List<VaeLayer> layers, WeightBlock finish) {

    public VaeHalf {
        layers = List.copyOf(layers);
    }

    /**
     * Takes some frames through it.
     *
     * @param run owner of the result
     * @param x {@code [1, channels, frames, height, width]}; stays as it is
     * @return the same with other sizes
     */
    public PtNDArray apply(PtNDManager run, PtNDArray x, Activation activation, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        PtNDArray y = first(run, x, caches, cancellation);
        for (VaeLayer layer : layers) {
            cancellation.check();
            PtNDArray next = layer.apply(run, y, activation, caches, cancellation);
            y.close();
            y = next;
        }
        return last(run, y, activation, caches, cancellation);
    }

    private PtNDArray first(PtNDManager run, PtNDArray x, ConvolutionCaches caches, Cancellation cancellation) throws IOException {
        try (WeightBlock.Loan weights = enter.lend()) {
            return convolutions.causal(run, x, "conv_in", weights, caches, cancellation);
        }
    }

    /** @param x is closed */
    private PtNDArray last(PtNDManager run, PtNDArray x, Activation activation, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        try (WeightBlock.Loan weights = finish.lend()) {
            PtNDArray normed = activation.apply(run, x, "norm_out", weights);
            x.close();
            try (normed) {
                return convolutions.causal(run, normed, "conv_out", weights, caches, cancellation);
            }
        }
    }
}
