package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.Shape;
import java.util.List;

/**
 * Strides of a tensor in its storage, in elements, none negative.
 *
 * @param steps one for each dimension, outermost first
 */
record StrideList(List<Long> steps) {

    StrideList {
        steps = List.copyOf(steps);
    }

    /** True for row-major order without gaps; the stride of a dimension of size 1 is ignored. */
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

    /**
     * Distance from the first element to the last one, in elements.
     *
     * @throws ArithmeticException if it does not fit 63 bits
     */
    long span(Shape shape) {
        long span = 0;
        for (int i = 0; i < shape.dimensions(); i++) {
            span = Math.addExact(span, Math.multiplyExact(shape.size(i) - 1, steps.get(i)));
        }
        return span;
    }

    /**
     * Moves {@code index} to the next element in row-major order.
     *
     * @return distance from the element before, in elements of the storage; may be negative
     */
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
