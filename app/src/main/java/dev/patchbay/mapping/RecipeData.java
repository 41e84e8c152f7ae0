package dev.patchbay.mapping;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The values a recipe describes, read from an open checkpoint when somebody asks.
 *
 * @param info resulting dtype and shape
 */
public record RecipeData(Checkpoint checkpoint, TensorRecipe recipe, TensorInfo info) implements TensorData {

    @Override
    public DType dtype() {
        return info.dtype();
    }

    @Override
    public Shape shape() {
        return info.shape();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        throw new IOException("arrives with the mapping branch");
    }
}
