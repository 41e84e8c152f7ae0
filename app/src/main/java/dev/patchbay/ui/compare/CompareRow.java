package dev.patchbay.ui.compare;

import dev.patchbay.comparison.TensorDifference;
import dev.patchbay.comparison.ValueDifference;
import dev.patchbay.tensor.TensorInfo;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A tensor of either file.
 *
 * @param name under which it is compared
 * @param kinds what is different; several of shape, dtype and values
 * @param left empty where the earlier file lacks it
 * @param right empty where the later file lacks it
 * @param values empty where there is nothing to be compared
 */
public record CompareRow(
        String name, Set<ChangeKind> kinds, Optional<TensorInfo> left, Optional<TensorInfo> right, Optional<ValueDifference> values) {

    static CompareRow changed(TensorDifference difference) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        if (difference.isShape()) {
            kinds.add(ChangeKind.SHAPE);
        }
        if (difference.isDType()) {
            kinds.add(ChangeKind.DTYPE);
        }
        if (difference.isValues()) {
            kinds.add(ChangeKind.VALUES);
        }
        return new CompareRow(
                difference.name(), kinds, Optional.of(difference.left()), Optional.of(difference.right()), difference.values());
    }

    static CompareRow alone(ChangeKind kind, TensorInfo info) {
        Optional<TensorInfo> one = Optional.of(info);
        boolean added = kind == ChangeKind.ADDED;
        return new CompareRow(
                info.name(), EnumSet.of(kind), added ? Optional.empty() : one, added ? one : Optional.empty(), Optional.empty());
    }

    static CompareRow same(TensorInfo left, TensorInfo right) {
        return new CompareRow(right.name(), EnumSet.of(ChangeKind.SAME), Optional.of(left), Optional.of(right), Optional.empty());
    }

    /** The worst of the kinds. */
    ChangeKind kind() {
        return kinds.iterator().next();
    }

    /** ‖left − right‖ / ‖left‖; 0 for equal values, infinite where only one file has it or shapes differ. */
    double relative() {
        return kind() == ChangeKind.SAME ? 0 : values.map(ValueDifference::relative).orElse(Double.POSITIVE_INFINITY);
    }
}
