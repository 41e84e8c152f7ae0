package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.mapping.FuseRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that join modules which are rows of one module of the base: {@code to_q}, {@code to_k} and {@code to_v} of a base that keeps
 * {@code qkv}. Only whole layers are joined: where rows are missing, an export fills them in or names the module.
 */
final class JoinedRules {

    /** By what stands before the names, the component and the base's module. */
    private final Map<List<String>, List<Rows>> layers = new LinkedHashMap<>();

    /** A module of the file whose location is some rows of a module of the base. */
    private record Rows(String module, RowRange part) {}

    void add(String prefix, String module, ModuleLocation location) {
        if (location.modules().size() == 1) {
            LinkedModule linked = location.modules().getFirst();
            linked.part().ifPresent(part -> layers
                    .computeIfAbsent(List.of(prefix, location.component(), linked.module().name()), one -> new ArrayList<>())
                    .add(new Rows(module, part)));
        }
    }

    /** One rule for layers whose names differ in numbers only. @param rows of each module of the base, by its name */
    List<Rule> rules(Map<String, Long> rows) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        layers.forEach((layer, parts) -> {
            parts.sort(Comparator.comparingLong(one -> one.part().from()));
            if (isWhole(parts, rows.getOrDefault(layer.get(2), 0L))) {
                rule(layer.get(0), layer.get(1), layer.get(2), parts).ifPresent(rule -> rules.putIfAbsent(rule.describe(), rule));
            }
        });
        return List.copyOf(rules.values());
    }

    private static boolean isWhole(List<Rows> parts, long all) {
        long next = 0;
        for (Rows one : parts) {
            if (one.part().from() != next) {
                return false;
            }
            next = one.part().to();
        }
        return parts.size() > 1 && next == all;
    }

    private static Optional<Rule> rule(String prefix, String component, String target, List<Rows> parts) {
        List<String> values = new ArrayList<>();
        LocatedRules.open(parts.getFirst().module(), target, values);
        try {
            List<KeyPattern> patterns = new ArrayList<>();
            for (Rows one : parts) {
                List<String> own = new ArrayList<>();
                String open = LocatedRules.open(one.module(), target, own);
                if (!own.equals(values)) {
                    return Optional.empty();
                }
                patterns.add(KeyPattern.parse(prefix + open + ".{rest:**}"));
            }
            NameTemplate to = NameTemplate.parse(component + "." + LocatedRules.closed(target, values) + ".{rest}");
            return Optional.of(new FuseRule(patterns, 0, to, FuseRule.FusedPair.STACK));
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }
}
