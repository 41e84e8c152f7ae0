package dev.patchbay.mapping;

import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.mapping.pattern.RuleText;
import dev.patchbay.message.Message;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with a rule by itself, before it is applied. */
public final class RuleCheck {

    private RuleCheck() {}

    /** Why the rule can never work; empty if it can. */
    static Optional<Message> problem(Rule rule) {
        return switch (rule) {
            case KeepRule keep -> Optional.empty();
            case DropRule drop -> Optional.empty();
            case RenameRule rename -> captures(rename.pattern(), rename.to());
            case ScaleRule scale -> factor(scale.by());
            case SplitRule split -> split(split);
            case GatherRule gather -> gather(gather);
            case FuseRule fuse -> fuse(fuse);
            case TransposeRule transpose -> Optional.empty();
            case UnflattenRule unflatten -> unflatten(unflatten);
        };
    }

    /** @throws RuleSyntaxException with what {@link #problem} finds */
    public static <R extends Rule> R checked(R rule) throws RuleSyntaxException {
        Optional<Message> problem = problem(rule);
        if (problem.isPresent()) {
            throw new RuleSyntaxException(problem.get());
        }
        return rule;
    }

    private static Optional<Message> captures(KeyPattern pattern, NameTemplate template) {
        return captures(pattern, template, Set.of());
    }

    /** @param given names the template may use beside the captures */
    private static Optional<Message> captures(KeyPattern pattern, NameTemplate template, Set<String> given) {
        Set<String> unknown = new LinkedHashSet<>(template.captures());
        unknown.removeAll(given);
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

    private static Optional<Message> gather(GatherRule gather) {
        List<NameTemplate> names = gather.into().stream().map(GatherRule.Target::name).toList();
        if (names.isEmpty()) {
            return Optional.of(Message.of("mapping.gatherNothing", gather.pattern()));
        }
        if (new HashSet<>(names).size() < names.size()) {
            return Optional.of(Message.of("mapping.splitSameNames", gather.pattern()));
        }
        if (gather.dimension() < 0) {
            return Optional.of(Message.of("mapping.splitDimension", gather.pattern(), gather.dimension()));
        }
        if (gather.chunks() < 2 || gather.chunks() > GatherRule.MOST_CHUNKS) {
            return Optional.of(Message.of("mapping.gatherChunks", gather.pattern(), gather.chunks(), GatherRule.MOST_CHUNKS));
        }
        for (GatherRule.Target target : gather.into()) {
            boolean outside = target.chunks().stream().anyMatch(chunk -> chunk < 0 || chunk >= gather.chunks());
            if (outside || target.chunks().isEmpty() || new HashSet<>(target.chunks()).size() < target.chunks().size()) {
                return Optional.of(Message.of("mapping.gatherIndices", target.name(), target.chunks(), gather.chunks() - 1));
            }
        }
        return names.stream().map(name -> captures(gather.pattern(), name)).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Message> fuse(FuseRule fuse) {
        List<KeyPattern> patterns = fuse.patterns();
        if (patterns.size() < 2 || patterns.size() > FuseRule.MOST_PARTS) {
            return Optional.of(Message.of("mapping.fuseParts", fuse.to(), patterns.size(), FuseRule.MOST_PARTS));
        }
        if (fuse.dimension() < 0 || fuse.dimension() > 1) {
            return Optional.of(Message.of("mapping.fuseDimension", fuse.to(), fuse.dimension()));
        }
        for (KeyPattern pattern : patterns) {
            if (!pattern.captures().equals(patterns.getFirst().captures())) {
                return Optional.of(Message.of("mapping.fuseCaptures", patterns.getFirst(), pattern));
            }
        }
        if (new HashSet<>(patterns).size() < patterns.size()) {
            return Optional.of(Message.of("mapping.fuseSame", fuse.to()));
        }
        return patterns.stream().map(pattern -> captures(pattern, fuse.to())).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Message> unflatten(UnflattenRule unflatten) {
        if (!unflatten.pattern().captures().contains(UnflattenRule.FLAT)) {
            return Optional.of(Message.of("mapping.unflattenFlat", unflatten.pattern()));
        }
        if (!unflatten.component().isEmpty() && !RuleText.isCaptureName(unflatten.component())) {
            return Optional.of(Message.of("mapping.badComponent", unflatten.component()));
        }
        if (unflatten.pattern().captures().contains(UnflattenRule.MODULE) || unflatten.to().numbers().contains(UnflattenRule.MODULE)) {
            return Optional.of(Message.of("mapping.unflattenModule", unflatten.pattern()));
        }
        return captures(unflatten.pattern(), unflatten.to(), Set.of(UnflattenRule.MODULE));
    }
}
