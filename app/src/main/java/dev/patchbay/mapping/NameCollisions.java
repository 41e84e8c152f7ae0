package dev.patchbay.mapping;

import dev.patchbay.message.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds names that rules gave to more than one tensor. Looked for at the end: a rule may free a name that an earlier one gave away. */
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

    /** The rule to blame: the last that touched it, or the first of all if the names were the same to begin with. */
    private static int last(MappedTensor tensor) {
        return tensor.rules().isEmpty() ? 0 : tensor.rules().getLast();
    }
}
