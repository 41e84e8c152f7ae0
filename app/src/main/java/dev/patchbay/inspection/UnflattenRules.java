package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterKey;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.KeyPattern;
import dev.patchbay.mapping.NameTemplate;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.RuleSyntaxException;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules for names flattened with underscores, found by looking the flattened names up in the base. */
final class UnflattenRules {

    private UnflattenRules() {}

    /** One rename for each kind of module, with its numbers left open. */
    static Optional<RuleSet> candidate(List<String> names, BaseModel base) {
        Map<String, RenameRule> rules = new LinkedHashMap<>();
        for (String name : names) {
            Optional<AdapterKey> key = AdapterKey.parse(name).filter(AdapterKey::isFlattened);
            Optional<ModuleInfo> info = key.flatMap(one -> base.main().flattened(one.module()));
            if (info.isPresent()) {
                rule(name.substring(0, name.indexOf('.')), info.get().name(), base.main().component())
                        .ifPresent(rule -> rules.putIfAbsent(rule.pattern().toString(), rule));
            }
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(RuleSet.of(List.copyOf(rules.values())));
    }

    /** Every number of the module's name that is a segment of its own becomes a capture on both sides. */
    private static Optional<RenameRule> rule(String flat, String module, String component) {
        List<String> pattern = new ArrayList<>();
        List<String> template = new ArrayList<>();
        int captures = 0;
        for (String segment : TensorName.of(module).segments()) {
            boolean number = TensorName.isIndex(segment);
            String capture = number ? "n" + captures++ : "";
            pattern.add(number ? "{" + capture + ":int}" : segment);
            template.add(number ? "{" + capture + "}" : segment);
        }
        String prefix = flat.substring(0, flat.length() - module.length());
        try {
            return Optional.of(new RenameRule(
                    KeyPattern.parse(prefix + String.join("_", pattern) + ".{rest:**}"),
                    NameTemplate.parse(component + "." + String.join(".", template) + ".{rest}")));
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }
}
