package dev.patchbay.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sizes of a tensor's dimensions, outermost first: {@code [out, in]} for a linear layer. Each is zero or more; a scalar has no
 * dimensions.
 */
public final class Shape {

    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] sizes;

    private Shape(long[] sizes) {
        this.sizes = sizes;
    }

    /** @throws IllegalArgumentException if a size is negative */
    public static Shape of(long... sizes) {
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + Arrays.toString(sizes));
            }
        }
        return new Shape(sizes.clone());
    }

    public static Shape of(List<Long> sizes) {
        return of(sizes.stream().mapToLong(Long::longValue).toArray());
    }

    /** Number of dimensions. (Not called rank, which is the rank of an adapter in this project.) */
    public int dimensions() {
        return sizes.length;
    }

    /** Size of dimension {@code index}, from 0; negative indices count from the end. */
    public long size(int index) {
        return sizes[index < 0 ? sizes.length + index : index];
    }

    public long[] toArray() {
        return sizes.clone();
    }

    /**
     * Product of the sizes, 1 for a scalar.
     *
     * @throws ArithmeticException if it does not fit 63 bits
     */
    public long elements() {
        long product = 1;
        for (long size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** This shape with dimension {@code index} set to {@code size}. */
    public Shape with(int index, long size) {
        long[] copy = sizes.clone();
        copy[index] = size;
        return of(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** As PyTorch prints it: {@code [320, 8]}, and {@code []} for a scalar. */
    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
