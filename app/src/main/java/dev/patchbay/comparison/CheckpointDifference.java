package dev.patchbay.comparison;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * What two checkpoints have not in common.
 *
 * @param added names that only the right one has
 * @param removed names that only the left one has
 * @param changed tensors of both that differ, in the order of the left one
 * @param same how many tensors are equal in shape, dtype and every bit
 * @param freshStart why the right one is no continuation of the left one's training, if both are adapters; empty if nothing says so
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
