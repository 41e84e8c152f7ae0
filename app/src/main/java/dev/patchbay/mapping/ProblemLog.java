package dev.patchbay.mapping;

import dev.patchbay.message.Message;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects problems of rules: of many with the same sentence only the first is reported, with the number of the others. */
final class ProblemLog {

    private record ProblemKey(int rule, String key) {}

    private record Count(Message first, int times) {}

    private final Map<ProblemKey, Count> counts = new LinkedHashMap<>();

    void add(int rule, Message message) {
        counts.merge(new ProblemKey(rule, message.key()), new Count(message, 1), (old, one) -> new Count(old.first(), old.times() + 1));
    }

    /** By position of the rule, then in the order they came up. */
    List<RuleProblem> list() {
        return counts.entrySet().stream()
                .map(entry -> problem(entry.getKey().rule(), entry.getValue()))
                .sorted(Comparator.comparingInt(RuleProblem::rule))
                .toList();
    }

    private static RuleProblem problem(int rule, Count count) {
        Message one = Message.of("mapping.rule", rule + 1, count.first());
        return new RuleProblem(rule, count.times() == 1 ? one : Message.of("mapping.andMore", one, count.times() - 1));
    }
}
