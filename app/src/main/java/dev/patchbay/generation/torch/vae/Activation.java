package dev.patchbay.generation.torch.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.WeightBlock;

/** A family's norm with the nonlinearity after it: what a convolution is given. */
@FunctionalInterface
public interface Activation {

    /**
     * Normalises and activates.
     *
     * @param run owner of the result
     * @param x input; stays as it is
     * @param norm name of the norm in {@code weights}
     */
    PtNDArray apply(PtNDManager run, PtNDArray x, String norm, WeightBlock.Loan weights);
}
