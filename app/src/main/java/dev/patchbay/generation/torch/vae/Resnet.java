package dev.patchbay.generation.torch.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.task.Cancellation;
import java.io.IOException;

/**
 * A residual layer: two causal convolutions, each of what a norm makes of its input, added to the input, or to a convolution of its single
 * pixels where the width changes.
 *
 * @param script from {@link Convolutions#kernels}
 * @param block weights {@code norm1}, {@code conv1}, {@code norm2}, {@code conv2}, and {@code conv_shortcut} if the width changes
 */
public record Resnet(Script script, Convolutions convolutions, WeightBlock block) implements VaeLayer {

    @Override
    public PtNDArray apply(PtNDManager run, PtNDArray x, Activation activation, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        try (WeightBlock.Loan weights = block.lend()) {
            PtNDArray first = convolved(run, activation.apply(run, x, "norm1", weights), "conv1", weights, caches, cancellation);
            cancellation.check();
            PtNDArray normed = activation.apply(run, first, "norm2", weights);
            first.close();
            try (PtNDArray second = convolved(run, normed, "conv2", weights, caches, cancellation)) {
                return script.call(run, "residual", second, x, weights.dictionary());
            }
        }
    }

    private PtNDArray convolved(
            PtNDManager run, PtNDArray x, String name, WeightBlock.Loan weights, ConvolutionCaches caches, Cancellation cancellation) {
        try (x) {
            return convolutions.causal(run, x, name, weights, caches, cancellation);
        }
    }
}
