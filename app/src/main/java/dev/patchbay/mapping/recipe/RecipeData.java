package dev.patchbay.mapping.recipe;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.tensor.DescribedData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorOrigin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * The values that a recipe describes, read from an open checkpoint on demand.
 *
 * <p>A stored tensor, and whole rows of one, are slices of the mapped file; slices along other dimensions and joined tensors are copied.
 * Scaled values are computed in float64 from the float32 ones and rounded once to {@code info.dtype()}; so are values that only change
 * their dtype.
 *
 * @param info resulting dtype and shape
 */
public record RecipeData(Checkpoint checkpoint, TensorRecipe recipe, TensorInfo info) implements DescribedData {

    @Override
    public void check() throws IOException {
        for (String source : recipe.sources()) {
            Optional<StoredTensor> tensor = checkpoint.tensor(source);
            if (tensor.isPresent()) {
                tensor.get().data().check();
            }
        }
    }

    @Override
    public List<TensorOrigin> origins() {
        return recipe.sources().stream()
                .map(checkpoint::tensor)
                .flatMap(Optional::stream)
                .flatMap(tensor -> tensor.data().origins().stream())
                .toList();
    }

    /** False for a stored tensor and for whole rows of one. */
    @Override
    public boolean isMade() {
        TensorRecipe whole = recipe instanceof TensorRecipe.Slice slice && slice.dimension() == 0 ? slice.of() : recipe;
        return !(whole instanceof TensorRecipe.Stored);
    }

    /** True if every element is a stored one, in the stored dtype and order. */
    public boolean keepsElements() {
        return recipe.keepsElements()
                && recipe.sources().stream()
                        .map(checkpoint::tensor)
                        .flatMap(Optional::stream)
                        .allMatch(tensor -> tensor.info().dtype() == info.dtype());
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.patchbay.checkpoint.CheckpointException if the checkpoint lacks the tensor or it is not as the recipe expects
     */
    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return new RecipeReader(checkpoint, arena, info.dtype()).read(recipe, info);
    }
}
