package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;

/** Multiplies the values of matching tensors. */
public record ScaleRule(KeyPattern pattern, Factor by) implements Rule {

    @Override
    public String describe() {
        return "scale " + pattern + " by " + by;
    }

    /** A constant, or 1 / rank of the tensor: of {@code up [out, r]} or {@code down [r, in]}, else its smaller dimension. */
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
