package dev.patchbay.mapping;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.TensorRecipe.Scaled;
import dev.patchbay.mapping.TensorRecipe.Slice;
import dev.patchbay.mapping.TensorRecipe.Stored;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Carries out a recipe. */
final class RecipeReader {

    /** Elements that are converted at a time. */
    private static final int CHUNK = 1 << 18;

    private final Checkpoint checkpoint;
    private final Arena arena;

    RecipeReader(Checkpoint checkpoint, Arena arena) {
        this.checkpoint = checkpoint;
        this.arena = arena;
    }

    private record Values(DType dtype, Shape shape, MemorySegment bytes) {}

    MemorySegment read(TensorRecipe recipe, TensorInfo info) throws IOException {
        Values values = unscaled(recipe.unscaled());
        if (!values.shape().equals(info.shape())) {
            throw unexpected(recipe, values.shape());
        }
        double factor = recipe.factor();
        return factor == 1 && values.dtype() == info.dtype() ? values.bytes() : converted(values, factor, info.dtype());
    }

    private Values unscaled(TensorRecipe recipe) throws IOException {
        return switch (recipe) {
            case Stored(String name) -> stored(name);
            case Slice slice -> slice(slice, unscaled(slice.of()));
            case Scaled scaled -> unscaled(scaled.of());
        };
    }

    private Values stored(String name) throws IOException {
        StoredTensor tensor = checkpoint.tensor(name)
                .orElseThrow(() -> new CheckpointException(Message.of("mapping.noTensor", checkpoint.path(), name)));
        return new Values(tensor.info().dtype(), tensor.info().shape(), tensor.data().bytes(arena));
    }

    private Values slice(Slice slice, Values whole) throws IOException {
        Shape shape = whole.shape();
        int dimension = slice.dimension();
        if (dimension >= shape.dimensions() || slice.from() < 0 || slice.size() > shape.size(dimension) - slice.from()) {
            throw unexpected(slice, shape);
        }
        if (whole.dtype().isQuantised() && dimension == shape.dimensions() - 1) {
            throw new CheckpointException(Message.of("mapping.quantisedSlice", checkpoint.path(), slice.source(), whole.dtype()));
        }
        long outer = 1;
        for (int i = 0; i < dimension; i++) {
            outer *= shape.size(i);
        }
        Shape piece = shape.with(dimension, slice.size());
        long bytes = whole.dtype().byteSize(piece.elements());
        long step = outer == 0 ? 0 : whole.bytes().byteSize() / outer;
        long run = outer == 0 ? 0 : bytes / outer;
        long skip = shape.size(dimension) == 0 ? 0 : step / shape.size(dimension) * slice.from();
        if (outer == 1) {
            return new Values(whole.dtype(), piece, whole.bytes().asSlice(skip, run));
        }
        MemorySegment copy = arena.allocate(bytes, Long.BYTES);
        for (long i = 0; i < outer; i++) {
            MemorySegment.copy(whole.bytes(), i * step + skip, copy, i * run, run);
        }
        return new Values(whole.dtype(), piece, copy);
    }

    private MemorySegment converted(Values values, double factor, DType to) {
        DType from = values.dtype();
        long elements = values.shape().elements();
        MemorySegment result = arena.allocate(to.byteSize(elements), Long.BYTES);
        for (long at = 0; at < elements; at += CHUNK) {
            int count = (int) Math.min(CHUNK, elements - at);
            float[] chunk = FloatCodec.decode(from, values.bytes().asSlice(from.byteSize(at)), count);
            for (int i = 0; i < count; i++) {
                chunk[i] = (float) (chunk[i] * factor);
            }
            FloatCodec.encode(to, chunk, result.asSlice(to.byteSize(at)));
        }
        return result;
    }

    private CheckpointException unexpected(TensorRecipe recipe, Shape found) {
        return new CheckpointException(Message.of("mapping.otherTensor", checkpoint.path(), recipe.source(), found));
    }
}
