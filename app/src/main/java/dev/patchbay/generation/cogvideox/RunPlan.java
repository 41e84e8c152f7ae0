package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.torch.Residency;
import dev.patchbay.tensor.DType;

/**
 * How a run uses the device.
 *
 * @param dtype element type of the arithmetic
 * @param text how the text encoder's weights are held
 * @param transformer how the transformer's are
 * @param vae how the autoencoder's are
 * @param together whether the predictions for prompt and negative prompt are one batch
 */
record RunPlan(DType dtype, Residency text, Residency transformer, Residency vae, boolean together) {

    /** A plan under which every component may take this many bytes. */
    static RunPlan uniform(DType dtype, long bytes, boolean stays) {
        Residency each = new Residency(dtype, bytes, stays);
        return new RunPlan(dtype, each, each, each, true);
    }
}
