package dev.patchbay.mapping.recipe;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.StoredTensor;
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
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ScaledData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Evaluates a recipe. Besides the mapped file, only intermediate tensors take memory. */
public final class RecipeReader {

    /** Types to which scaled values can be rounded. */
    public static final Set<DType> SCALABLE = EnumSet.of(DType.F32, DType.F16, DType.BF16);

    private final Checkpoint checkpoint;
    private final Arena arena;

    /** Type to which scaled values are rounded. */
    private final DType wanted;

    RecipeReader(Checkpoint checkpoint, Arena arena, DType wanted) {
        this.checkpoint = checkpoint;
        this.arena = arena;
        this.wanted = wanted;
    }

    MemorySegment read(TensorRecipe recipe, TensorInfo info) throws IOException {
        Values values = values(recipe.unscaled());
        if (!values.shape().equals(info.shape())) {
            throw unexpected(recipe, values.shape());
        }
        return converted(values, recipe.factor()).bytes();
    }

    private Values values(TensorRecipe recipe) throws IOException {
        return switch (recipe) {
            case Stored(String name) -> stored(name);
            case Zeros(DType dtype, Shape shape) -> new Values(dtype, shape, arena.allocate(dtype.byteSize(shape.elements()), Long.BYTES));
            case Identity identity -> identity(identity);
            case Given(TensorData given) -> new Values(given.dtype(), given.shape(), given.bytes(arena));
            case Slice slice -> slice(slice);
            case Scaled(TensorRecipe of, double by) -> converted(values(of), by);
            case Rescaled rescaled -> rescaled(rescaled);
            case Concat concat -> concat(concat);
            case Transposed transposed -> transposed(transposed);
            case BlockDiagonal blocks -> blocks(blocks);
            case DiagonalBlock block -> block(block);
            case Agreed agreed -> agreed(agreed);
        };
    }

    private Values stored(String name) throws IOException {
        StoredTensor tensor = checkpoint.tensor(name)
                .orElseThrow(() -> new CheckpointException(Message.of("mapping.noTensor", checkpoint.path(), name)));
        return new Values(tensor.info().dtype(), tensor.info().shape(), tensor.data().bytes(arena));
    }

    private Values identity(Identity identity) {
        Shape shape = identity.shape();
        MemorySegment bytes = arena.allocate(identity.dtype().byteSize(shape.elements()), Long.BYTES);
        long step = identity.dtype().byteSize(shape.size(1) + 1);
        for (long i = 0; i < shape.size(0); i++) {
            FloatCodec.encode(identity.dtype(), new float[] {1}, bytes.asSlice(i * step));
        }
        return new Values(identity.dtype(), shape, bytes);
    }

    private Values slice(Slice slice) throws IOException {
        Values whole = values(slice.of());
        Shape shape = whole.shape();
        int dimension = slice.dimension();
        if (dimension >= shape.dimensions() || slice.from() < 0 || slice.size() > shape.size(dimension) - slice.from()) {
            throw unexpected(slice, shape);
        }
        if (whole.dtype().isQuantised() && dimension == shape.dimensions() - 1) {
            throw new CheckpointException(Message.of("mapping.quantisedSlice", checkpoint.path(), slice.source(), whole.dtype()));
        }
        return whole.slice(dimension, slice.from(), slice.size(), arena);
    }

    private Values rescaled(Rescaled rescaled) throws IOException {
        double factor = number(rescaled.alpha()) / number(rescaled.reference()) * rescaled.by();
        if (!Double.isFinite(factor)) {
            throw new CheckpointException(
                    Message.of("mapping.noRatio", checkpoint.path(), rescaled.alpha().source(), rescaled.reference().source()));
        }
        Values values = values(rescaled.of());
        if (factor != 1 && !SCALABLE.contains(wanted)) {
            throw new CheckpointException(Message.of("mapping.noRescale", checkpoint.path(), rescaled.source(), wanted));
        }
        return factor == 1 ? values : converted(values, factor);
    }

    /** The number in an alpha tensor. */
    private double number(TensorRecipe recipe) throws IOException {
        Values values = values(recipe.unscaled());
        if (values.shape().elements() != 1 || !FloatCodec.canDecode(values.dtype()) || values.dtype().isQuantised()) {
            throw unexpected(recipe, values.shape());
        }
        return FloatCodec.decode(values.dtype(), values.bytes(), 1)[0] * recipe.factor();
    }

    private Values concat(Concat concat) throws IOException {
        List<Values> parts = parts(concat.parts());
        Shape first = parts.getFirst().shape();
        int dimension = concat.dimension();
        for (int i = 0; i < parts.size(); i++) {
            Shape shape = parts.get(i).shape();
            boolean fits = shape.dimensions() == first.dimensions() && dimension < first.dimensions();
            if (!fits || !shape.with(dimension, first.size(dimension)).equals(first)) {
                throw unexpected(concat.parts().get(i), shape);
            }
        }
        return Values.concat(parts, dimension, arena);
    }

    private Values transposed(Transposed transposed) throws IOException {
        Values values = values(transposed.of());
        if (values.shape().dimensions() != 2) {
            throw unexpected(transposed, values.shape());
        }
        return values.transposed(arena);
    }

    private Values blocks(BlockDiagonal blocks) throws IOException {
        List<Values> parts = parts(blocks.parts());
        for (int i = 0; i < parts.size(); i++) {
            Shape shape = parts.get(i).shape();
            if (shape.dimensions() < 2 || shape.dimensions() != parts.getFirst().shape().dimensions()) {
                throw unexpected(blocks.parts().get(i), shape);
            }
        }
        return Values.diagonal(parts, arena);
    }

    private Values block(DiagonalBlock block) throws IOException {
        Values whole = values(block.of());
        Shape shape = whole.shape();
        int dimension = block.dimension();
        boolean fits = shape.dimensions() >= 2 && dimension < 2 && shape.size(1 - dimension) % block.count() == 0;
        if (!fits || block.size() > shape.size(dimension) - block.from()) {
            throw unexpected(block, shape);
        }
        Values strip = whole.slice(dimension, block.from(), block.size(), arena);
        long width = shape.size(1 - dimension) / block.count();
        long start = block.index() * width;
        boolean zero = strip.slice(1 - dimension, 0, start, arena).isZero()
                && strip.slice(1 - dimension, start + width, shape.size(1 - dimension) - start - width, arena).isZero();
        if (!zero) {
            throw new CheckpointException(Message.of("mapping.notDiagonal", checkpoint.path(), block.source(), block.count()));
        }
        return strip.slice(1 - dimension, start, width, arena);
    }

    private Values agreed(Agreed agreed) throws IOException {
        Values first = values(agreed.parts().getFirst());
        for (TensorRecipe part : agreed.parts()) {
            Values other = values(part);
            boolean same = other.dtype() == first.dtype() && other.shape().equals(first.shape());
            if (!same || other.bytes().mismatch(first.bytes()) >= 0) {
                throw new CheckpointException(Message.of("mapping.notShared", checkpoint.path(), agreed.source(), part.source()));
            }
        }
        return first;
    }

    /** The values of the parts in one dtype: their own if all have the same, else that of the result. */
    private List<Values> parts(List<TensorRecipe> recipes) throws IOException {
        List<Values> parts = new ArrayList<>(recipes.size());
        for (TensorRecipe recipe : recipes) {
            parts.add(values(recipe));
        }
        DType first = parts.getFirst().dtype();
        if (parts.stream().allMatch(part -> part.dtype() == first)) {
            return parts;
        }
        return parts.stream().map(part -> converted(part, 1)).toList();
    }

    private Values converted(Values values, double factor) {
        DType from = values.dtype();
        if (factor == 1 && from == wanted) {
            return values;
        }
        return new Values(wanted, values.shape(),
                ScaledData.scaled(values.bytes(), from, values.shape().elements(), factor, wanted, arena));
    }

    private CheckpointException unexpected(TensorRecipe recipe, Shape found) {
        return new CheckpointException(Message.of("mapping.otherTensor", checkpoint.path(), recipe.source(), found));
    }
}
