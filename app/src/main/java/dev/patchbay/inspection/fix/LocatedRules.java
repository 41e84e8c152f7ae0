package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.basemodel.naming.Repeats;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.TensorName;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules from other names of the base's modules, flattened or of the model's authors, to the base's own. One rule for each kind of module,
 * with captures for the numbers; a fused layer is split into the base's, rows of one are joined ({@link JoinedRules}), reordered rows are
 * gathered. A module that is treated otherwise than others of its kind, such as the last block's, gets a rule of its own, before theirs.
 * Beside foreign names, the base's own that only stand behind another prefix are led to it, too: one-word names such as
 * {@code patch_embedding} are the same everywhere.
 */
final class LocatedRules {

    private static final String SPECIAL = ".*[{}*].*";
    private static final String NUMBER = ":int";

    private final ModuleLocator locator;
    /** By the name with all its numbers open: patterns of one group may match a name of another of its modules. */
    private final Map<String, List<Located>> groups = new LinkedHashMap<>();
    private final JoinedRules joined = new JoinedRules();

    private LocatedRules(ModuleLocator locator) {
        this.locator = locator;
    }

    /** Empty if no name is such another name. */
    static Optional<RuleSet> candidate(List<MappedTensor> tensors, ModuleLocator locator) {
        Map<String, Module> modules = new LinkedHashMap<>();
        for (MappedTensor tensor : tensors) {
            AdapterKey.parse(tensor.name())
                    .filter(key -> !key.isSat() && key.piece().isEmpty())
                    .ifPresent(key -> modules.merge(key.layer(), new Module(tensor.name(), key, infix(tensor)), Module::telling));
        }
        LocatedRules rules = new LocatedRules(locator);
        Map<Module, ModuleLocation> located = new LinkedHashMap<>();
        modules.values().forEach(module -> rules.locate(module).ifPresent(location -> located.put(module, location)));
        // A repeat keeps its name, so that it does not take that of the module that it repeats.
        located.keySet().removeAll(Repeats.of(located));
        if (located.values().stream().allMatch(location -> location.naming() == Naming.SAME)) {
            return Optional.empty();
        }
        located.forEach(rules::add);
        List<Rule> all = new ArrayList<>(rules.groups.values().stream().flatMap(group -> rules(group).stream()).toList());
        all.addAll(rules.joined.rules(rows(located.values())));
        return all.isEmpty() ? Optional.empty() : Optional.of(RuleSet.of(all));
    }

    /** Rows of the weights of all modules of the base that were found. */
    private static Map<String, Long> rows(Collection<ModuleLocation> located) {
        Map<String, Long> rows = new HashMap<>();
        located.stream().flatMap(location -> location.modules().stream()).map(LinkedModule::module).forEach(module -> {
            if (module.weight().dimensions() > 0) {
                rows.put(module.name(), module.weight().size(0));
            }
        });
        return rows;
    }

    /** As the file has it: rules may have removed it from the name already. */
    private static String infix(MappedTensor tensor) {
        return AdapterKey.parse(tensor.source()).map(AdapterKey::infix).orElse("");
    }

    /** A module of the file by one of its tensors; the infix may tell whose names these are, and not every tensor has one. */
    private record Module(String name, AdapterKey key, String infix) {

        Module telling(Module other) {
            return infix.isEmpty() ? other : this;
        }
    }

    /**
     * A module that was found.
     *
     * @param general with captures for the numbers, so that it is right for others of the kind, too
     * @param own for this module alone
     */
    private record Located(String name, Rule general, Rule own) {}

    private Optional<ModuleLocation> locate(Module module) {
        AdapterKey key = module.key();
        return locator.locateByShapes(key.container(), key.component(), key.module(), key.piece(), module.infix());
    }

    private void add(Module module, ModuleLocation location) {
        AdapterKey key = module.key();
        boolean whole = location.modules().stream().allMatch(one -> one.part().isEmpty());
        Optional<String> path = AdapterKey.path(module.name()).filter(one -> one.endsWith(key.module()));
        if (path.isEmpty() || whole && isCanonical(path.get(), location) || module.name().matches(SPECIAL)) {
            return;
        }
        String prefix = path.get().substring(0, path.get().length() - key.module().length());
        if (!whole) {
            joined.add(prefix, key.module(), location);
            return;
        }
        Optional<Rule> own = rule(prefix, key.module(), location, false);
        rule(prefix, key.module(), location, true).ifPresent(general -> groups
                .computeIfAbsent(OpenNumbers.anywhere(path.get(), "{}"), one -> new ArrayList<>())
                .add(new Located(module.name(), general, own.orElse(general))));
    }

    private static boolean isCanonical(String path, ModuleLocation location) {
        return location.naming() == Naming.SAME
                && path.equals(location.component() + "." + location.modules().getFirst().module().name());
    }

    /** The rules of modules whose names differ in numbers only, the closer ones first; then each module still goes where it was found. */
    private static List<Rule> rules(List<Located> group) {
        Map<String, Rule> general = new LinkedHashMap<>();
        group.stream()
                .map(Located::general)
                .sorted(Comparator.comparingInt(rule -> rule.pattern().toString().split(NUMBER, -1).length))
                .forEach(rule -> general.putIfAbsent(rule.pattern().toString(), rule));
        List<Rule> rules = new ArrayList<>();
        for (Located module : group) {
            Optional<Rule> first = general.values().stream().filter(rule -> rule.pattern().matches(module.name())).findFirst();
            if (!first.equals(Optional.of(module.general()))) {
                rules.add(module.own());
            }
        }
        rules.addAll(general.values());
        return rules;
    }

    /** @param open with captures for the numbers */
    private static Optional<Rule> rule(String prefix, String module, ModuleLocation location, boolean open) {
        List<String> targets = location.modules().stream().map(one -> one.module().name()).toList();
        List<String> values = new ArrayList<>();
        String pattern = prefix + (open ? open(module, targets.getFirst(), values) : module) + ".{rest:**}";
        try {
            KeyPattern from = KeyPattern.parse(pattern);
            List<NameTemplate> to = new ArrayList<>();
            for (String target : targets) {
                to.add(NameTemplate.parse(location.component() + "." + closed(target, values) + ".{rest}"));
            }
            return RowRules.rule(from, location.modules().stream().map(LinkedModule::rows).toList(), location.weight(), to);
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The module's name with a capture for every number that also occurs in the target, in the same order; other numbers stay literal.
     *
     * @param values receives the captured numbers
     */
    static String open(String module, String target, List<String> values) {
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
    static String closed(String target, List<String> values) {
        List<String> segments = new ArrayList<>();
        int next = 0;
        for (String segment : TensorName.of(target).segments()) {
            boolean captured = next < values.size() && TensorName.isIndex(segment) && segment.equals(values.get(next));
            segments.add(captured ? "{n" + next++ + "}" : segment);
        }
        return String.join(".", segments);
    }
}
