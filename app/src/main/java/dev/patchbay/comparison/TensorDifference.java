package dev.patchbay.comparison;

import dev.patchbay.tensor.TensorInfo;
import java.util.Optional;

/**
 * A tensor that both sides have, and that is not the same.
 *
 * @param left dtype and shape on the left, under the compared name
 * @param values empty where shapes differ, or where the bytes hold no real numbers
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

    /** True if the numbers differ, or bytes that hold none. */
    public boolean isValues() {
        return !isShape() && values.map(difference -> difference.distance() != 0).orElse(true);
    }
}
