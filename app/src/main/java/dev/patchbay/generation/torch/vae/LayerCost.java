package dev.patchbay.generation.torch.vae;

/**
 * What one layer of the autoencoder costs.
 *
 * @param most elements of the tensors that are alive together where most are
 * @param kept of these for the next batch of frames
 * @param operations floating-point operations, a product and its sum counted as two
 */
public record LayerCost(double most, double kept, double operations) {}
