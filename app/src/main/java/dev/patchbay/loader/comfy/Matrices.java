package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.Optional;

/** PyTorch's operations on shapes alone. */
final class Matrices {

    private Matrices() {}

    /** {@code torch.mm}; empty where it raises an error. */
    static Optional<Shape> product(Shape left, Shape right) {
        boolean fits = left.dimensions() == 2 && right.dimensions() == 2 && left.size(1) == right.size(0);
        return fits ? Optional.of(Shape.of(left.size(0), right.size(1))) : Optional.empty();
    }

    /** {@code flatten(start_dim=1)}; empty where it raises an error. */
    static Optional<Shape> flat(Shape shape) {
        if (shape.dimensions() < 2) {
            return Optional.empty();
        }
        return Optional.of(Shape.of(shape.size(0), columns(shape)));
    }

    private static long columns(Shape shape) {
        long columns = 1;
        for (int i = 1; i < shape.dimensions(); i++) {
            columns *= shape.size(i);
        }
        return columns;
    }

    /** {@code torch.mm} of both flattened. */
    static Optional<Shape> flatProduct(Shape left, Shape right) {
        return flat(left).flatMap(first -> flat(right).flatMap(second -> product(first, second)));
    }

    /** {@code torch.einsum('i j k l, j r, i p -> p r k l', t, b, a)}; empty where it raises an error. */
    static Optional<Shape> tucker(Shape middle, Shape right, Shape left) {
        boolean fits = middle.dimensions() == 4 && right.dimensions() == 2 && left.dimensions() == 2
                && alike(middle.size(1), right.size(0)) && alike(middle.size(0), left.size(0));
        return fits ? Optional.of(Shape.of(left.size(1), right.size(1), middle.size(2), middle.size(3))) : Optional.empty();
    }

    private static boolean alike(long one, long other) {
        return one == other || one == 1 || other == 1;
    }

    /** The shape of an operation on each element of both; empty where they do not broadcast. */
    static Optional<Shape> broadcast(Shape one, Shape other) {
        int dimensions = Math.max(one.dimensions(), other.dimensions());
        long[] sizes = new long[dimensions];
        for (int i = 1; i <= dimensions; i++) {
            long first = i > one.dimensions() ? 1 : one.size(-i);
            long second = i > other.dimensions() ? 1 : other.size(-i);
            if (!alike(first, second)) {
                return Optional.empty();
            }
            sizes[dimensions - i] = first == 1 ? second : first;
        }
        return Optional.of(Shape.of(sizes));
    }
}
