package dev.patchbay.mapping.recipe;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How the values of a resulting tensor are made from stored ones; nothing is read until somebody asks. */
public sealed interface TensorRecipe {

    /** The stored tensor as it is. */
    record Stored(String name) implements TensorRecipe {}

    /** Zeros that stand in no file: what a program keeps fused needs values for layers that an adapter leaves alone. */
    record Zeros(DType dtype, Shape shape) implements TensorRecipe {}

    /** Rows {@code from} to {@code from + size} of dimension {@code dimension}. */
    record Slice(TensorRecipe of, int dimension, long from, long size) implements TensorRecipe {}

    /** Every element times {@code by}. */
    record Scaled(TensorRecipe of, double by) implements TensorRecipe {}

    /** The parts one after the other along {@code dimension}; their other dimensions and their dtypes are the same. */
    record Concat(List<TensorRecipe> parts, int dimension) implements TensorRecipe {

        public Concat {
            parts = List.copyOf(parts);
        }
    }

    /** The matrix {@code [a, b]} as {@code [b, a]}. */
    record Transposed(TensorRecipe of) implements TensorRecipe {}

    /**
     * Parts {@code [out_i, in_i, …]} as blocks on the diagonal of {@code [Σ out_i, Σ in_i, …]}, zero elsewhere: up matrices whose down
     * matrices are stacked.
     */
    record BlockDiagonal(List<TensorRecipe> parts) implements TensorRecipe {

        public BlockDiagonal {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Part {@code [size, r / count]} of a matrix {@code [out, r, …]} (rows from {@code from}), or along dimension 1
     * {@code [r / count, size, …]} of {@code [r, in, …]}. What lies beside it in its rows or columns is looked at when it is read, and has
     * to be zero.
     *
     * @param dimension the one that {@code from} and {@code size} cut; the other is cut into {@code count} equal parts, of which this is
     *     {@code index}
     */
    record DiagonalBlock(TensorRecipe of, int dimension, long from, long size, int index, int count) implements TensorRecipe {}

    /** The first of the parts, all of which have to hold the same bytes; looked at when it is read. */
    record Agreed(List<TensorRecipe> parts) implements TensorRecipe {

        public Agreed {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Every element times {@code alpha / reference · by}, both tensors of one number: what is left of a module's own scale once it shares
     * the alpha of another.
     */
    record Rescaled(TensorRecipe of, TensorRecipe alpha, TensorRecipe reference, double by) implements TensorRecipe {}

    /** What it is made of directly; empty for a stored tensor, and for zeros. */
    default List<TensorRecipe> parts() {
        return switch (this) {
            case Stored _, Zeros _ -> List.of();
            case Slice slice -> List.of(slice.of());
            case Scaled scaled -> List.of(scaled.of());
            case Concat concat -> concat.parts();
            case Transposed transposed -> List.of(transposed.of());
            case BlockDiagonal blocks -> blocks.parts();
            case DiagonalBlock block -> List.of(block.of());
            case Agreed agreed -> agreed.parts();
            case Rescaled rescaled -> List.of(rescaled.of(), rescaled.alpha(), rescaled.reference());
        };
    }

    /** True if the elements are stored ones in the order they have there: a tensor as it is, slices, slices one after the other. */
    default boolean keepsElements() {
        return switch (this) {
            case Stored _, Zeros _ -> true;
            case Slice _, Concat _, Agreed _ -> parts().stream().allMatch(TensorRecipe::keepsElements);
            case Scaled scaled -> scaled.by() == 1 && scaled.of().keepsElements();
            case Transposed _, BlockDiagonal _, DiagonalBlock _, Rescaled _ -> false;
        };
    }

    /** Name of the stored tensor the values come from; of the first one where there are several; empty for zeros. */
    default String source() {
        return this instanceof Stored(String name)
                ? name
                : parts().stream().map(TensorRecipe::source).filter(name -> !name.isEmpty()).findFirst().orElse("");
    }

    /** Names of all stored tensors that are needed, each once, in the order they are used. */
    default Set<String> sources() {
        if (this instanceof Stored(String name)) {
            return Set.of(name);
        }
        Set<String> names = new LinkedHashSet<>();
        parts().forEach(part -> names.addAll(part.sources()));
        return names;
    }

    /** Product of all factors on the way, 1 where there are none; where parts have different ones, those stay inside and count as 1. */
    default double factor() {
        return switch (this) {
            case Stored _, Zeros _ -> 1;
            case Scaled scaled -> scaled.by() * scaled.of().factor();
            case Concat concat -> common(concat.parts());
            case BlockDiagonal blocks -> common(blocks.parts());
            case Agreed agreed -> common(agreed.parts());
            case Slice _, Transposed _, DiagonalBlock _, Rescaled _ -> parts().getFirst().factor();
        };
    }

    private static double common(List<TensorRecipe> parts) {
        double first = parts.getFirst().factor();
        return parts.stream().allMatch(part -> part.factor() == first) ? first : 1;
    }

    /** The same recipe without what {@link #factor} counts. */
    default TensorRecipe unscaled() {
        return switch (this) {
            case Stored _, Zeros _ -> this;
            case Slice(TensorRecipe of, int dimension, long from, long size) -> new Slice(of.unscaled(), dimension, from, size);
            case Scaled scaled -> scaled.of().unscaled();
            case Transposed(TensorRecipe of) -> new Transposed(of.unscaled());
            case DiagonalBlock block ->
                new DiagonalBlock(block.of().unscaled(), block.dimension(), block.from(), block.size(), block.index(), block.count());
            case Rescaled rescaled -> new Rescaled(rescaled.of().unscaled(), rescaled.alpha(), rescaled.reference(), rescaled.by());
            case Concat concat -> areAlike(concat.parts()) ? new Concat(unscaled(concat.parts()), concat.dimension()) : concat;
            case BlockDiagonal blocks -> areAlike(blocks.parts()) ? new BlockDiagonal(unscaled(blocks.parts())) : blocks;
            case Agreed agreed -> areAlike(agreed.parts()) ? new Agreed(unscaled(agreed.parts())) : agreed;
        };
    }

    private static boolean areAlike(List<TensorRecipe> parts) {
        return parts.stream().mapToDouble(TensorRecipe::factor).distinct().count() == 1;
    }

    private static List<TensorRecipe> unscaled(List<TensorRecipe> parts) {
        return parts.stream().map(TensorRecipe::unscaled).toList();
    }
}
