package dev.patchbay.mapping;

/** How the values of a resulting tensor are made from stored ones; nothing is read until somebody asks. */
public sealed interface TensorRecipe {

    /** The stored tensor as it is. */
    record Stored(String name) implements TensorRecipe {}

    /** Rows {@code from} to {@code from + size} of dimension {@code dimension}. */
    record Slice(TensorRecipe of, int dimension, long from, long size) implements TensorRecipe {}

    /** Every element times {@code by}. */
    record Scaled(TensorRecipe of, double by) implements TensorRecipe {}

    /** Name of the stored tensor the values come from. */
    default String source() {
        return switch (this) {
            case Stored stored -> stored.name();
            case Slice slice -> slice.of().source();
            case Scaled scaled -> scaled.of().source();
        };
    }

    /** Product of all factors on the way, 1 where there are none. */
    default double factor() {
        return switch (this) {
            case Stored stored -> 1;
            case Slice slice -> slice.of().factor();
            case Scaled scaled -> scaled.by() * scaled.of().factor();
        };
    }

    /** The same recipe without any factor. */
    default TensorRecipe unscaled() {
        return switch (this) {
            case Stored stored -> stored;
            case Slice(TensorRecipe of, int dimension, long from, long size) -> new Slice(of.unscaled(), dimension, from, size);
            case Scaled scaled -> scaled.of().unscaled();
        };
    }
}
