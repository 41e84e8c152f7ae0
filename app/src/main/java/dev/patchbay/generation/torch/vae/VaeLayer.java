package dev.patchbay.generation.torch.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.task.Cancellation;
import java.io.IOException;

/** A layer of an autoencoder, for some frames after those before. */
@FunctionalInterface
public interface VaeLayer {

    /**
     * Computes the layer.
     *
     * @param run owner of the result and of what is made on the way
     * @param x input {@code [1, channels, frames, height, width]}; stays as it is
     * @param activation what norms do
     * @param caches with what it kept of the frames before
     */
    PtNDArray apply(PtNDManager run, PtNDArray x, Activation activation, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException;
}
