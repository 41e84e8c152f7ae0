package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.AdapterKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules for names that equal the base's except for the prefix. */
final class PrefixRules {

    private static final String SPECIAL = ".*[{}*].*";

    private PrefixRules() {}

    /** A wrong prefix and the right one, both with the module's first segment, so that the rule matches nothing else. */
    private record Beginning(String wrong, String right) {}

    /** One rule set that renames all prefixes that differ from the base's; empty if there are none. */
    static List<RuleSet> candidates(List<String> names, BaseModel base) {
        Map<Beginning, RenameRule> rules = new LinkedHashMap<>();
        for (String name : names) {
            beginning(name, base).ifPresent(beginning -> rule(beginning).ifPresent(rule -> rules.putIfAbsent(beginning, rule)));
        }
        return rules.isEmpty() ? List.of() : List.of(RuleSet.of(List.copyOf(rules.values())));
    }

    private static Optional<Beginning> beginning(String name, BaseModel base) {
        Optional<AdapterKey> key = AdapterKey.parse(name).filter(one -> !one.isSat());
        if (key.isEmpty() || key.get().module().indexOf('.') < 0) {
            return Optional.empty();
        }
        ModuleDictionary dictionary = base.component(key.get().component()).orElseGet(base::main);
        String module = key.get().module();
        for (int from = 0; from >= 0; from = module.indexOf('.', from) + 1) {
            String rest = module.substring(from);
            if (dictionary.module(rest).isPresent()) {
                return beginning(name, rest, dictionary.component());
            }
            if (module.indexOf('.', from) < 0) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The prefix before the module's name within the tensor's name, if it is not just the component. */
    private static Optional<Beginning> beginning(String name, String module, String component) {
        int at = name.indexOf(module);
        int dot = module.indexOf('.');
        if (at < 0 || dot < 0 || name.startsWith(component + "." + module)) {
            return Optional.empty();
        }
        String first = module.substring(0, dot);
        return Optional.of(new Beginning(name.substring(0, at) + first, component + "." + first));
    }

    private static Optional<RenameRule> rule(Beginning beginning) {
        if (beginning.wrong().matches(SPECIAL)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RenameRule(
                    KeyPattern.parse(beginning.wrong() + ".{rest:**}"), NameTemplate.parse(beginning.right() + ".{rest}")));
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }
}
