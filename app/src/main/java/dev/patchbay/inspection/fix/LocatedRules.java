package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules from other names of the base's modules, flattened or of the model's authors, to the base's own. One rule for each kind of module,
 * with captures for the numbers; a fused layer is split into the base's.
 */
final class LocatedRules {

    private static final String SPECIAL = ".*[{}*].*";

    private LocatedRules() {}

    /** Empty if no name is such another name. */
    static Optional<RuleSet> candidate(List<String> names, ModuleLocator locator) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            Optional<AdapterKey> key = AdapterKey.parse(name).filter(one -> !one.isSat() && one.piece().isEmpty());
            if (key.isPresent() && seen.add(key.get().container() + "|" + key.get().component() + "|" + key.get().module())) {
                locator.locateByShapes(key.get().container(), key.get().component(), key.get().module(), key.get().piece())
                        .filter(location -> location.naming() != Naming.SAME)
                        .flatMap(location -> rule(name, key.get(), location))
                        .ifPresent(rule -> rules.putIfAbsent(rule.pattern().toString(), rule));
            }
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(RuleSet.of(List.copyOf(rules.values())));
    }

    private static Optional<Rule> rule(String name, AdapterKey key, ModuleLocation location) {
        int end = name.indexOf(key.module()) + key.module().length();
        if (end < key.module().length() || name.matches(SPECIAL) || !location.modules().stream().allMatch(LocatedRules::isInOrder)) {
            return Optional.empty();
        }
        String prefix = name.substring(0, end - key.module().length());
        List<String> targets = location.modules().stream().map(module -> module.module().name()).toList();
        List<String> values = new ArrayList<>();
        String pattern = prefix + open(key.module(), targets.getFirst(), values) + ".{rest:**}";
        List<String> templates = targets.stream().map(target -> location.component() + "." + closed(target, values) + ".{rest}").toList();
        try {
            KeyPattern from = KeyPattern.parse(pattern);
            List<NameTemplate> to = new ArrayList<>();
            for (String template : templates) {
                to.add(NameTemplate.parse(template));
            }
            return Optional.of(to.size() == 1 ? new RenameRule(from, to.getFirst()) : new SplitRule(from, 0, sizes(location), to));
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }

    /** False for layers whose rows are reordered, or that are some rows of the base's, which a rename cannot express. */
    private static boolean isInOrder(LinkedModule module) {
        return module.rows().size() <= 1 && module.part().isEmpty();
    }

    /** Rows of each piece; empty if all pieces are equal. */
    private static List<Long> sizes(ModuleLocation location) {
        List<Long> sizes = location.modules().stream()
                .map(module -> module.rows().stream().mapToLong(RowRange::size).sum())
                .toList();
        return sizes.stream().distinct().count() == 1 ? List.of() : sizes;
    }

    /**
     * The module's name with a capture for every number that also occurs in the target, in the same order; other numbers stay literal.
     *
     * @param values receives the captured numbers
     */
    private static String open(String module, String target, List<String> values) {
        List<String> wanted = new ArrayList<>(TensorName.of(target).segments().stream().filter(TensorName::isIndex).toList());
        String separator = module.indexOf('.') < 0 ? "_" : ".";
        List<String> open = new ArrayList<>();
        for (String segment : module.split(separator.equals(".") ? "\\." : "_", -1)) {
            if (!wanted.isEmpty() && segment.equals(wanted.getFirst())) {
                values.add(wanted.removeFirst());
                open.add("{n" + (values.size() - 1) + ":int}");
            } else {
                open.add(segment);
            }
        }
        return String.join(separator, open);
    }

    /** The target with the captured numbers filled in, in order. */
    private static String closed(String target, List<String> values) {
        List<String> segments = new ArrayList<>();
        int next = 0;
        for (String segment : TensorName.of(target).segments()) {
            boolean captured = next < values.size() && TensorName.isIndex(segment) && segment.equals(values.get(next));
            segments.add(captured ? "{n" + next++ + "}" : segment);
        }
        return String.join(".", segments);
    }
}
