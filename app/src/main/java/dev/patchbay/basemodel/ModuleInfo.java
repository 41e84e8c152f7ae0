package dev.patchbay.basemodel;

import dev.patchbay.tensor.Shape;

/**
 * A module that has a weight.
 *
 * @param name inside its component, {@code transformer_blocks.0.attn1.to_q}
 * @param weight shape of its weight: {@code [out, in]} for a linear layer, {@code [out, in, …]} for a convolution, {@code [n]} for a norm
 */
public record ModuleInfo(String name, Shape weight) {

    /** True for linear layers and convolutions: what a low-rank adapter can change. */
    public boolean adaptable() {
        return weight.dimensions() >= 2;
    }
}
