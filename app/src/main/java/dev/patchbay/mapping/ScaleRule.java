package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;

/** Multiplies the values of matching tensors. */
public record ScaleRule(KeyPattern pattern, Factor by) implements Rule {

    @Override
    public String describe() {
        return "scale " + pattern + " by " + by;
    }

    /** A number, or one over the rank of the tensor: its smaller dimension as an up {@code [out, r]} or down {@code [r, in]} matrix. */
    public sealed interface Factor {

        record Constant(double value) implements Factor {
            @Override
            public String toString() {
                return Double.toString(value);
            }
        }

        record OneOverRank() implements Factor {
            @Override
            public String toString() {
                return "1/rank";
            }
        }
    }
}
