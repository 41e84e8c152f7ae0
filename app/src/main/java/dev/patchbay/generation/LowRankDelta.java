package dev.patchbay.generation;

import dev.patchbay.tensor.TensorData;

/**
 * The change of one linear layer by an adapter: {@code W' = W + scale · up · down}.
 *
 * @param module diffusers name inside the transformer, {@code transformer_blocks.0.attn1.to_q}
 * @param down {@code [r, in]}
 * @param up {@code [out, r]}
 * @param scale usually alpha / r
 */
public record LowRankDelta(String module, TensorData down, TensorData up, double scale) {}
