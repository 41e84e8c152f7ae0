package dev.patchbay.mapping.recipe;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How the values of a resulting tensor are made from stored ones; nothing is read before values are needed. */
public sealed interface TensorRecipe {

    /** The stored tensor as it is. */
    record Stored(String name) implements TensorRecipe {}

    /** Zeros that are in no file, for programs with fused weights: they need values also for layers that the adapter does not change. */
    record Zeros(DType dtype, Shape shape) implements TensorRecipe {}

    /**
     * Ones on the diagonal and zeros elsewhere, which are in no file: the other half of a pair that holds a whole difference.
     *
     * @param dtype F32, F16 or BF16
     * @param shape {@code [n, n]}, of a convolution {@code [n, n, 1…]}
     */
    record Identity(DType dtype, Shape shape) implements TensorRecipe {}

    /** Values that are in no file of the adapter, such as those that follow from the weights of a base. */
    record Given(TensorData values) implements TensorRecipe {}

    /** Indices {@code from} up to {@code from + size} of dimension {@code dimension}. */
    record Slice(TensorRecipe of, int dimension, long from, long size) implements TensorRecipe {}

    /** Every element times {@code by}. */
    record Scaled(TensorRecipe of, double by) implements TensorRecipe {}

    /** The parts one after the other along {@code dimension}; their other dimensions and their dtypes are the same. */
    record Concat(List<TensorRecipe> parts, int dimension) implements TensorRecipe {

        public Concat {
            parts = List.copyOf(parts);
        }
    }

    /** The transposed matrix: {@code [b, a]} from {@code [a, b]}. */
    record Transposed(TensorRecipe of) implements TensorRecipe {}

    /**
     * Parts {@code [out_i, in_i, …]} as the blocks of a block-diagonal {@code [Σ out_i, Σ in_i, …]}, zero elsewhere: up matrices whose
     * down matrices are stacked.
     */
    record BlockDiagonal(List<TensorRecipe> parts) implements TensorRecipe {

        public BlockDiagonal {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One block {@code [size, r / count]} of a matrix {@code [out, r, …]}, its rows starting at {@code from}; or along dimension 1 a
     * block {@code [r / count, size, …]} of {@code [r, in, …]}. The other elements of its rows or columns have to be zero, which is
     * checked when values are read.
     *
     * @param dimension the one that {@code from} and {@code size} cut; the other one is cut into {@code count} equal parts, of which this
     *     is {@code index}
     */
    record DiagonalBlock(TensorRecipe of, int dimension, long from, long size, int index, int count) implements TensorRecipe {}

    /** The first of the parts, all of which have to hold the same bytes, which is checked when values are read. */
    record Agreed(List<TensorRecipe> parts) implements TensorRecipe {

        public Agreed {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Every element times {@code alpha / reference · by}, both tensors of one number: brings a matrix of one module to the scale of
     * another module whose alpha it will share.
     */
    record Rescaled(TensorRecipe of, TensorRecipe alpha, TensorRecipe reference, double by) implements TensorRecipe {}

    /** The recipes it is made of directly; empty for a stored tensor and for values that are in no file. */
    default List<TensorRecipe> parts() {
        return switch (this) {
            case Stored _, Zeros _, Identity _, Given _ -> List.of();
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

    /** True if the elements are stored ones in their stored order: a whole tensor, slices, concatenated slices. */
    default boolean keepsElements() {
        return switch (this) {
            case Stored _, Zeros _, Identity _, Given _ -> true;
            case Slice _, Concat _, Agreed _ -> parts().stream().allMatch(TensorRecipe::keepsElements);
            case Scaled scaled -> scaled.by() == 1 && scaled.of().keepsElements();
            case Transposed _, BlockDiagonal _, DiagonalBlock _, Rescaled _ -> false;
        };
    }

    /** Name of the stored tensor that the values come from; of the first one if there are several; empty for values that are in no file. */
    default String source() {
        return this instanceof Stored(String name)
                ? name
                : parts().stream().map(TensorRecipe::source).filter(name -> !name.isEmpty()).findFirst().orElse("");
    }

    /** Names of all stored tensors that are needed, each once, in the order of use. */
    default Set<String> sources() {
        if (this instanceof Stored(String name)) {
            return Set.of(name);
        }
        Set<String> names = new LinkedHashSet<>();
        parts().forEach(part -> names.addAll(part.sources()));
        return names;
    }

    /** The product of all factors that apply to the whole tensor, 1 if there are none; different factors of parts are not included. */
    default double factor() {
        return switch (this) {
            case Stored _, Zeros _, Identity _, Given _ -> 1;
            case Scaled scaled -> scaled.by() * scaled.of().factor();
            case Concat concat -> common(concat.parts());
            case BlockDiagonal blocks -> common(blocks.parts());
            case Agreed agreed -> common(agreed.parts());
            case Slice _, Transposed _, DiagonalBlock _, Rescaled _ -> parts().getFirst().factor();
        };
    }

    private static double common(List<TensorRecipe> parts) {
        double first = parts.getFirst().factor();
        return parts.stream().skip(1).allMatch(part -> part.factor() == first) ? first : 1;
    }

    /** The same recipe without the factors that {@link #factor} includes. */
    default TensorRecipe unscaled() {
        return switch (this) {
            case Stored _, Zeros _, Identity _, Given _ -> this;
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
