package dev.patchbay.adapter.config;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.mapping.recipe.TensorRecipe.Concat;
import dev.patchbay.mapping.recipe.TensorRecipe.Scaled;
import dev.patchbay.mapping.recipe.TensorRecipe.Slice;
import dev.patchbay.part.Part;
import java.util.Map;
import java.util.Optional;

/**
 * The rank that a declared alpha is meant for: that of the pair as it is stored. Rules may divide a rank, or stack pairs to a larger one.
 */
public final class StoredRank {

    private StoredRank() {}

    /** @param rank as mapped; right wherever rules left the rank as it was */
    public static long of(Map<Part, MappedTensor> parts, long rank, Checkpoint checkpoint) {
        return Optional.ofNullable(parts.get(Part.DOWN))
                .filter(down -> isResized(down.recipe()))
                .flatMap(down -> checkpoint.tensor(down.source()))
                .map(down -> down.info().shape().size(0))
                .orElse(rank);
    }

    /** True if the rows of the down matrix, of which there are as many as its rank, are not all those of one tensor. */
    private static boolean isResized(TensorRecipe down) {
        return switch (down) {
            case Concat concat -> concat.dimension() == 0;
            case Slice slice -> slice.dimension() == 0 || isResized(slice.of());
            case Scaled scaled -> isResized(scaled.of());
            default -> false;
        };
    }
}
