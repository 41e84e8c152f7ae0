package dev.patchbay.comparison;

import dev.patchbay.tensor.TensorInfo;
import java.util.Optional;

/**
 * A tensor of both sides that differs.
 *
 * @param left dtype and shape on the left, under the compared name
 * @param right the same on the right
 * @param values empty if shapes differ, or if the type holds no real numbers
 */
public record TensorDifference(TensorInfo left, TensorInfo right, Optional<ValueDifference> values) {

    public String name() {
        return right.name();
    }

    public boolean isShape() {
        return !left.shape().equals(right.shape());
    }

    public boolean isDType() {
        return left.dtype() != right.dtype();
    }

    /** True if values differ, or bytes of a type without real numbers. */
    public boolean isValues() {
        return !isShape() && values.map(difference -> difference.distance() != 0).orElse(true);
    }
}
