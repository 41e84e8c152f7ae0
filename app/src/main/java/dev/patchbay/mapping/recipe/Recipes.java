package dev.patchbay.mapping.recipe;

import dev.patchbay.mapping.recipe.TensorRecipe.Agreed;
import dev.patchbay.mapping.recipe.TensorRecipe.BlockDiagonal;
import dev.patchbay.mapping.recipe.TensorRecipe.Concat;
import dev.patchbay.mapping.recipe.TensorRecipe.DiagonalBlock;
import dev.patchbay.mapping.recipe.TensorRecipe.Given;
import dev.patchbay.mapping.recipe.TensorRecipe.Identity;
import dev.patchbay.mapping.recipe.TensorRecipe.Rescaled;
import dev.patchbay.mapping.recipe.TensorRecipe.Scaled;
import dev.patchbay.mapping.recipe.TensorRecipe.Slice;
import dev.patchbay.mapping.recipe.TensorRecipe.Stored;
import dev.patchbay.mapping.recipe.TensorRecipe.Transposed;
import dev.patchbay.mapping.recipe.TensorRecipe.Zeros;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Builds recipes in their simplest form: what one rule cut and another joined again is the stored tensor itself, so that it is copied as
 * it is or not at all.
 *
 * @param stored gives the shape of a stored tensor by name
 */
public record Recipes(Function<String, Shape> stored) {

    /** Indices {@code from} up to {@code from + size} of a dimension. */
    public TensorRecipe slice(TensorRecipe of, int dimension, long from, long size) {
        if (from == 0 && size == shape(of).size(dimension)) {
            return of;
        }
        return switch (of) {
            case Scaled(TensorRecipe inner, double by) -> new Scaled(slice(inner, dimension, from, size), by);
            case Slice inner when inner.dimension() == dimension -> slice(inner.of(), dimension, inner.from() + from, size);
            case Concat inner when inner.dimension() == dimension -> sliceOfParts(inner, from, size);
            case BlockDiagonal _, DiagonalBlock _, Agreed _, Rescaled _, Stored _, Transposed _, Slice _, Concat _, Identity _, Given _ ->
                new Slice(of, dimension, from, size);
            case Zeros(DType dtype, Shape shape) -> new Zeros(dtype, shape.with(dimension, size));
        };
    }

    private TensorRecipe sliceOfParts(Concat whole, long from, long size) {
        List<TensorRecipe> pieces = new ArrayList<>();
        long start = 0;
        for (TensorRecipe part : whole.parts()) {
            long length = shape(part).size(whole.dimension());
            long first = Math.max(from, start);
            long end = Math.min(from + size, start + length);
            if (first < end) {
                pieces.add(slice(part, whole.dimension(), first - start, end - first));
            }
            start += length;
        }
        return pieces.isEmpty() ? new Slice(whole, whole.dimension(), from, size) : concat(pieces, whole.dimension());
    }

    /** The parts one after the other; adjacent slices of the same tensor become one slice. */
    public TensorRecipe concat(List<TensorRecipe> parts, int dimension) {
        List<TensorRecipe> merged = new ArrayList<>();
        for (TensorRecipe part : parts) {
            if (part instanceof Concat inner && inner.dimension() == dimension) {
                inner.parts().forEach(one -> append(merged, one, dimension));
            } else {
                append(merged, part, dimension);
            }
        }
        return merged.size() == 1 ? merged.getFirst() : new Concat(merged, dimension);
    }

    private void append(List<TensorRecipe> merged, TensorRecipe next, int dimension) {
        if (!merged.isEmpty()
                && next instanceof Slice right
                && merged.getLast() instanceof Slice left
                && left.of().equals(right.of())
                && left.dimension() == dimension
                && right.dimension() == dimension
                && left.from() + left.size() == right.from()) {
            merged.set(merged.size() - 1, slice(left.of(), dimension, left.from(), left.size() + right.size()));
        } else {
            merged.add(next);
        }
    }

    public static TensorRecipe transposed(TensorRecipe of) {
        return switch (of) {
            case Transposed(TensorRecipe inner) -> inner;
            case Scaled(TensorRecipe inner, double by) -> new Scaled(transposed(inner), by);
            default -> new Transposed(of);
        };
    }

    public static TensorRecipe scaled(TensorRecipe of, double by) {
        return by == 1 ? of : new Scaled(of, by);
    }

    /** One tensor for all parts; its values need no check if all are the same recipe. */
    public static TensorRecipe agreed(List<TensorRecipe> parts) {
        return new HashSet<>(parts).size() == 1 ? parts.getFirst() : new Agreed(parts);
    }

    /** Block {@code index} of {@code count} blocks; if the matrix was built of as many blocks of these sizes, the original block. */
    public TensorRecipe diagonalBlock(TensorRecipe of, int dimension, long from, long size, int index, int count) {
        if (of instanceof BlockDiagonal blocks && blocks.parts().size() == count) {
            TensorRecipe part = blocks.parts().get(index);
            long before = blocks.parts().stream().limit(index).mapToLong(one -> shape(one).size(dimension)).sum();
            long width = shape(of).size(1 - dimension) / count;
            boolean even = blocks.parts().stream().allMatch(one -> shape(one).size(1 - dimension) == width);
            if (even && before == from && shape(part).size(dimension) == size) {
                return part;
            }
        }
        return new DiagonalBlock(of, dimension, from, size, index, count);
    }

    Shape shape(TensorRecipe recipe) {
        return switch (recipe) {
            case Stored(String name) -> stored.apply(name);
            case Zeros zeros -> zeros.shape();
            case Identity identity -> identity.shape();
            case Given(TensorData given) -> given.shape();
            case Slice slice -> shape(slice.of()).with(slice.dimension(), slice.size());
            case Scaled scaled -> shape(scaled.of());
            case Rescaled rescaled -> shape(rescaled.of());
            case Agreed agreed -> shape(agreed.parts().getFirst());
            case Concat concat -> sum(concat.parts(), concat.dimension());
            case Transposed transposed -> swapped(shape(transposed.of()));
            case BlockDiagonal blocks -> sum(blocks.parts(), 0).with(1, sum(blocks.parts(), 1).size(1));
            case DiagonalBlock block -> {
                Shape whole = shape(block.of()).with(block.dimension(), block.size());
                yield whole.with(1 - block.dimension(), whole.size(1 - block.dimension()) / block.count());
            }
        };
    }

    private Shape sum(List<TensorRecipe> parts, int dimension) {
        long size = 0;
        for (TensorRecipe part : parts) {
            size = Math.addExact(size, shape(part).size(dimension));
        }
        return shape(parts.getFirst()).with(dimension, size);
    }

    public static Shape swapped(Shape matrix) {
        return Shape.of(matrix.size(1), matrix.size(0));
    }
}
