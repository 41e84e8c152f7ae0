package dev.patchbay.adapter.effect;

/**
 * The change of one tensor of a base.
 *
 * @param tensor its name in the base: {@code transformer_blocks.0.attn1.to_q.weight}
 */
public record TensorShare(String tensor, WeightShare share) {

    /** The same with its strength multiplied. */
    public TensorShare at(double strength) {
        return new TensorShare(tensor, share.at(strength));
    }
}
