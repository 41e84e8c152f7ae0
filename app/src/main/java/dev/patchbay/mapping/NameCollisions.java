package dev.patchbay.mapping;

import dev.patchbay.message.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds names that several tensors have after all rules. Only the end counts: a later rule may rename one of two tensors that had the
 * same name.
 */
final class NameCollisions {

    private final ProblemLog problems;

    NameCollisions(ProblemLog problems) {
        this.problems = problems;
    }

    void find(List<MappedTensor> tensors) {
        Map<String, MappedTensor> byName = HashMap.newHashMap(tensors.size());
        for (MappedTensor tensor : tensors) {
            MappedTensor first = byName.putIfAbsent(tensor.name(), tensor);
            if (first != null) {
                int rule = Math.max(last(first), last(tensor));
                problems.add(rule, Message.of("mapping.sameName", tensor.name(), first.source(), tensor.source()));
            }
        }
    }

    /** The rule a collision is reported for: the last one that changed the tensor, or the first of the set if none did. */
    private static int last(MappedTensor tensor) {
        return tensor.rules().isEmpty() ? 0 : tensor.rules().getLast();
    }
}
