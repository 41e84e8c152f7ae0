package dev.patchbay.comparison;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares two checkpoints tensor by tensor, with at most one tensor of each in memory.
 *
 * @param left the earlier one
 * @param right the later one
 */
public record CheckpointComparison(ComparedCheckpoint left, ComparedCheckpoint right) {

    /**
     * @throws IOException if values cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public CheckpointDifference run(Progress progress, Cancellation cancellation) throws IOException {
        Map<String, MappedTensor> ours = left.byName();
        Map<String, MappedTensor> theirs = right.byName();
        List<String> added = theirs.keySet().stream().filter(name -> !ours.containsKey(name)).toList();
        List<String> removed = new ArrayList<>();
        List<TensorDifference> changed = new ArrayList<>();
        int same = 0;
        long done = 0;
        for (Map.Entry<String, MappedTensor> entry : ours.entrySet()) {
            cancellation.check();
            progress.report(done++, ours.size(), Message.of("comparison.comparing", entry.getKey()));
            MappedTensor other = theirs.get(entry.getKey());
            if (other == null) {
                removed.add(entry.getKey());
                continue;
            }
            TensorDifference difference = compare(entry.getValue(), other);
            if (difference.isShape() || difference.isDType() || difference.isValues()) {
                changed.add(difference);
            } else {
                same++;
            }
        }
        return new CheckpointDifference(added, removed, changed, same);
    }

    private TensorDifference compare(MappedTensor one, MappedTensor other) throws IOException {
        Optional<ValueDifference> values = one.info().shape().equals(other.info().shape())
                ? ValueDifference.of(left.data(one), right.data(other))
                : Optional.empty();
        return new TensorDifference(one.info(), other.info(), values);
    }
}
