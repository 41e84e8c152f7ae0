package dev.patchbay.comparison;

import java.util.List;

/**
 * The differences between two checkpoints.
 *
 * @param added names that only the right one has
 * @param removed names that only the left one has
 * @param changed tensors of both that differ, in the order of the left one
 * @param same number of tensors that are equal in shape, dtype and every bit
 */
public record CheckpointDifference(List<String> added, List<String> removed, List<TensorDifference> changed, int same) {

    public CheckpointDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    public boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
