package dev.patchbay.comparison;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * The differences between two checkpoints.
 *
 * @param added names that only the right one has
 * @param removed names that only the left one has
 * @param changed tensors of both that differ, in the order of the left one
 * @param same number of tensors that are equal in shape, dtype and every bit
 * @param freshStart if both are adapters, why the right one does not continue the training of the left one; empty if nothing suggests
 *     that
 */
public record CheckpointDifference(
        List<String> added, List<String> removed, List<TensorDifference> changed, int same, List<Message> freshStart) {

    public CheckpointDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        freshStart = List.copyOf(freshStart);
    }

    public boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
