package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.Shape;
import java.util.List;

/**
 * Steps of a tensor's dimensions in its storage, in elements, none negative.
 *
 * @param steps one for each dimension, outermost first
 */
record StrideList(List<Long> steps) {

    StrideList {
        steps = List.copyOf(steps);
    }

    /** True if row-major order without gaps is what the steps describe; the step of a dimension of size 1 does not matter. */
    boolean isContiguous(Shape shape) {
        long expected = 1;
        for (int i = shape.dimensions() - 1; i >= 0; i--) {
            if (shape.size(i) != 1 && steps.get(i) != expected) {
                return false;
            }
            expected *= shape.size(i);
        }
        return true;
    }

    /** Distance from the first element to the last one; {@link ArithmeticException} if it does not fit 63 bits. */
    long span(Shape shape) {
        long span = 0;
        for (int i = 0; i < shape.dimensions(); i++) {
            span = Math.addExact(span, Math.multiplyExact(shape.size(i) - 1, steps.get(i)));
        }
        return span;
    }

    /** Moves {@code index} to the next element in row-major order and says how far that is in the storage. */
    long advance(long[] index, Shape shape) {
        long distance = 0;
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < shape.size(i)) {
                return distance + steps.get(i);
            }
            distance -= (index[i] - 1) * steps.get(i);
            index[i] = 0;
        }
        return distance;
    }
}
