package dev.patchbay.export.adapter;

import dev.patchbay.mapping.FuseRule;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tensors a rule set makes one of: {@code to_q}, {@code to_k} and {@code to_v} of the same layer. */
record FusedSiblings(RuleSet rules) {

    /** Captures in a pattern, {@code {i:int}} or {@code {rest:**}}; a template has only their names, {@code {i}}. */
    private static final Pattern TYPED = Pattern.compile("\\{(\\w+):(?:int|\\*\\*|\\*)\\}");

    private Stream<FuseRule> fusions() {
        return rules.entries().stream()
                .filter(RuleEntry::enabled)
                .map(RuleEntry::rule)
                .filter(FuseRule.class::isInstance)
                .map(FuseRule.class::cast)
                .filter(fuse -> fuse.dimension() == 0);
    }

    /** All names that are fused with this one, itself among them; empty if the tensor is not fused. */
    List<String> of(String name) {
        return fusions().map(fuse -> of(fuse, name)).filter(all -> !all.isEmpty()).findFirst().orElse(List.of());
    }

    private static List<String> of(FuseRule fuse, String name) {
        Optional<Map<String, String>> captures =
                fuse.patterns().stream().map(pattern -> pattern.match(name)).flatMap(Optional::stream).findFirst();
        return captures.isEmpty()
                ? List.of()
                : fuse.patterns().stream().map(pattern -> filled(pattern, captures.get())).flatMap(Optional::stream).toList();
    }

    private static Optional<String> filled(KeyPattern pattern, Map<String, String> captures) {
        try {
            return Optional.of(NameTemplate.parse(TYPED.matcher(pattern.toString()).replaceAll("{$1}")).fill(captures));
        } catch (RuleSyntaxException choosesAmongWords) {
            return Optional.empty();
        }
    }
}
