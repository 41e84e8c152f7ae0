package dev.patchbay.generation.cogvideox.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.task.Cancellation;
import java.io.IOException;

/**
 * The first and the last convolution of an autoencoder's half, with a normalisation before the last.
 *
 * @param enter weights of {@code conv_in}
 * @param finish weights of {@code norm_out} and {@code conv_out}
 */
record VaeEnds(Script script, Convolutions convolutions, WeightBlock enter, WeightBlock finish) {

    /** Normalises and activates what the last convolution is given. */
    @FunctionalInterface
    interface Activation {

        PtNDArray apply(PtNDArray x, WeightBlock.Loan weights);
    }

    PtNDArray first(PtNDManager run, PtNDArray x, ConvolutionCaches caches, Cancellation cancellation) throws IOException {
        try (WeightBlock.Loan weights = enter.lend()) {
            return convolutions.causal(run, x, "conv_in", weights, caches, cancellation);
        }
    }

    /** @param x is closed */
    float[] last(PtNDManager run, PtNDArray x, Activation activation, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        try (WeightBlock.Loan weights = finish.lend()) {
            PtNDArray y = activation.apply(x, weights);
            x.close();
            return script.call(run, "pixels", convolutions.causal(run, y, "conv_out", weights, caches, cancellation)).toFloatArray();
        }
    }
}
