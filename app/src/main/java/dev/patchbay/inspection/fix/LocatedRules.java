package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules from other names of the base's modules, flattened or of the model's authors, to the base's own. One rule for each kind of module,
 * with captures for the numbers; a fused layer is split into the base's, reordered rows are gathered. A module that is treated otherwise
 * than others of its kind, such as the last block's, gets a rule of its own, before theirs.
 */
final class LocatedRules {

    private static final String SPECIAL = ".*[{}*].*";

    private final ModuleLocator locator;
    private final Map<String, Rule> single = new LinkedHashMap<>();
    private final Map<String, Rule> kinds = new LinkedHashMap<>();

    private LocatedRules(ModuleLocator locator) {
        this.locator = locator;
    }

    /** Empty if no name is such another name. */
    static Optional<RuleSet> candidate(List<String> names, ModuleLocator locator) {
        Map<String, Module> modules = new LinkedHashMap<>();
        for (String name : names) {
            AdapterKey.parse(name)
                    .filter(key -> !key.isSat() && key.piece().isEmpty())
                    .ifPresent(key -> modules.merge(key.layer(), new Module(name, key), Module::telling));
        }
        LocatedRules rules = new LocatedRules(locator);
        modules.values().forEach(rules::add);
        List<Rule> all = new ArrayList<>(rules.single.values());
        all.addAll(rules.kinds.values());
        return all.isEmpty() ? Optional.empty() : Optional.of(RuleSet.of(all));
    }

    /** A module of the file by one of its tensors. */
    private record Module(String name, AdapterKey key) {

        /** An infix may tell whose names these are, and not every tensor of a module has one. */
        Module telling(Module other) {
            return key.infix().isEmpty() ? other : this;
        }
    }

    private void add(Module module) {
        AdapterKey key = module.key();
        Optional<ModuleLocation> location = locator.locateByShapes(
                        key.container(), key.component(), key.module(), key.piece(), key.infix())
                .filter(found -> found.naming() != Naming.SAME && found.modules().stream().allMatch(one -> one.part().isEmpty()));
        Optional<String> path = AdapterKey.path(module.name()).filter(one -> one.endsWith(key.module()));
        if (location.isEmpty() || path.isEmpty() || module.name().matches(SPECIAL)) {
            return;
        }
        String prefix = path.get().substring(0, path.get().length() - key.module().length());
        rule(prefix, key.module(), location.get(), true).ifPresent(general -> {
            Rule known = kinds.putIfAbsent(general.pattern().toString(), general);
            if (known != null && !known.equals(general)) {
                rule(prefix, key.module(), location.get(), false).ifPresent(own -> single.putIfAbsent(own.pattern().toString(), own));
            }
        });
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
