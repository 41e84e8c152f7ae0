package dev.patchbay.mapping;

import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.message.Message;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with a rule before it meets any tensor. */
final class RuleCheck {

    private RuleCheck() {}

    /** Why the rule can never work, if so. */
    static Optional<Message> problem(Rule rule) {
        return switch (rule) {
            case KeepRule keep -> Optional.empty();
            case DropRule drop -> Optional.empty();
            case RenameRule rename -> captures(rename.pattern(), rename.to());
            case ScaleRule scale -> factor(scale.by());
            case SplitRule split -> split(split);
        };
    }

    /** Refuses what {@link #problem} finds. */
    static <R extends Rule> R checked(R rule) throws RuleSyntaxException {
        Optional<Message> problem = problem(rule);
        if (problem.isPresent()) {
            throw new RuleSyntaxException(problem.get());
        }
        return rule;
    }

    private static Optional<Message> captures(KeyPattern pattern, NameTemplate template) {
        Set<String> unknown = new LinkedHashSet<>(template.captures());
        unknown.removeAll(pattern.captures());
        if (!unknown.isEmpty()) {
            String known = pattern.captures().isEmpty() ? "–" : String.join(", ", pattern.captures());
            return Optional.of(Message.of("mapping.unknownCapture", template, unknown.iterator().next(), pattern, known));
        }
        Set<String> words = new LinkedHashSet<>(template.numbers());
        words.removeAll(pattern.numbers());
        return words.isEmpty() ? Optional.empty() : Optional.of(Message.of("mapping.noNumber", template, words.iterator().next(), pattern));
    }

    private static Optional<Message> factor(Factor by) {
        return by instanceof Factor.Constant(double value) && !Double.isFinite(value)
                ? Optional.of(Message.of("mapping.badFactor", by))
                : Optional.empty();
    }

    private static Optional<Message> split(SplitRule split) {
        List<NameTemplate> into = split.into();
        if (into.size() < 2) {
            return Optional.of(Message.of("mapping.splitIntoOne", split.pattern()));
        }
        if (new HashSet<>(into).size() < into.size()) {
            return Optional.of(Message.of("mapping.splitSameNames", split.pattern()));
        }
        if (split.dimension() < 0) {
            return Optional.of(Message.of("mapping.splitDimension", split.pattern(), split.dimension()));
        }
        boolean wrongCount = !split.sizes().isEmpty() && split.sizes().size() != into.size();
        if (wrongCount || split.sizes().stream().anyMatch(size -> size <= 0)) {
            return Optional.of(Message.of("mapping.splitSizes", split.pattern(), split.sizes(), into.size()));
        }
        return into.stream().map(template -> captures(split.pattern(), template)).flatMap(Optional::stream).findFirst();
    }
}
