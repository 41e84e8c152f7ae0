package dev.patchbay.generation.wan.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.Slices;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.generation.torch.vae.Activation;
import dev.patchbay.generation.torch.vae.ConvolutionCaches;
import dev.patchbay.generation.torch.vae.Convolutions;
import dev.patchbay.generation.torch.vae.VaeLayer;
import dev.patchbay.task.Cancellation;
import java.io.IOException;

/**
 * The pixels of each frame attend to each other, with one head. Some of the queries are computed together, as many as a part of a
 * convolution has multiplications, so that a cancellation is heard between them.
 */
record PixelAttention(Script script, WeightBlock block) implements VaeLayer {

    @Override
    public PtNDArray apply(PtNDManager run, PtNDArray x, Activation activation, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        int pixels = Math.toIntExact(x.getShape().get(3) * x.getShape().get(4));
        int width = Math.toIntExact(x.getShape().get(1));
        int queries = queries(run, pixels, pixels * x.getShape().get(2) * width);
        try (WeightBlock.Loan weights = block.lend(); PtNDArray inputs = script.call(run, "attended", x, weights.dictionary())) {
            PtNDArray made = script.call(run, "room", x, width);
            for (int start = 0; start < pixels; start += queries) {
                cancellation.check();
                int end = Math.min(pixels, start + queries);
                script.call(run, "attend", inputs, x, made, start, end, weights.dictionary()).close();
            }
            return made;
        }
    }

    /** @param values elements of the keys, each of which is multiplied with a query's, and weighed by the result */
    private static int queries(PtNDManager run, int pixels, long values) {
        long most = Convolutions.most(run.getDevice().isGpu()) / Math.max(1, 2 * values);
        return (int) Math.clamp(most, 1, Slices.of(run.getDevice(), 1, 1, pixels).queries());
    }
}
