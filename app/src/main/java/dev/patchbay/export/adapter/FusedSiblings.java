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
final class FusedSiblings {

    /** Captures in a pattern, {@code {i:int}} or {@code {rest:**}}; a template has only their names, {@code {i}}. */
    private static final Pattern TYPED = Pattern.compile("\\{(\\w+):(?:int|\\*\\*|\\*)\\}");

    private final List<Fusion> fusions;

    FusedSiblings(RuleSet rules) {
        this.fusions = rules.entries().stream()
                .filter(RuleEntry::enabled)
                .map(RuleEntry::rule)
                .filter(FuseRule.class::isInstance)
                .map(FuseRule.class::cast)
                .filter(fuse -> fuse.dimension() == 0)
                .map(Fusion::of)
                .toList();
    }

    /** All names that are fused with this one, itself among them; empty if the tensor is not fused. */
    List<String> of(String name) {
        return fusions.stream().map(fusion -> fusion.of(name)).filter(all -> !all.isEmpty()).findFirst().orElse(List.of());
    }

    /** @param names what the patterns stand for once their captures are known; parsed once, since every tensor is asked for */
    private record Fusion(List<KeyPattern> patterns, List<NameTemplate> names) {

        static Fusion of(FuseRule fuse) {
            return new Fusion(fuse.patterns(), fuse.patterns().stream().flatMap(Fusion::template).toList());
        }

        private static Stream<NameTemplate> template(KeyPattern pattern) {
            try {
                return Stream.of(NameTemplate.parse(TYPED.matcher(pattern.toString()).replaceAll("{$1}")));
            } catch (RuleSyntaxException choosesAmongWords) {
                return Stream.empty();
            }
        }

        List<String> of(String name) {
            Optional<Map<String, String>> captures =
                    patterns.stream().map(pattern -> pattern.match(name)).flatMap(Optional::stream).findFirst();
            return captures.map(known -> names.stream().map(each -> each.fill(known)).toList())
                    .orElse(List.of());
        }
    }
}
