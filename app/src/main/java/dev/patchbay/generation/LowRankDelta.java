package dev.patchbay.generation;

import dev.patchbay.tensor.TensorData;

/**
 * What an adapter adds to one linear layer: {@code W' = W + scale · up · down}.
 *
 * @param module diffusers name inside the transformer, {@code transformer_blocks.0.attn1.to_q}
 * @param down {@code [r, in]}
 * @param up {@code [out, r]}
 * @param scale usually alpha / r
 */
public record LowRankDelta(String module, TensorData down, TensorData up, double scale) {}
