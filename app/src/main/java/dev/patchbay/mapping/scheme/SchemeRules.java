package dev.patchbay.mapping.scheme;

import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.basemodel.naming.NativeLink;
import dev.patchbay.basemodel.naming.RowOrder;
import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.FuseRule;
import dev.patchbay.mapping.GatherRule;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.name.NamePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Rules from diffusers' names of a family's modules to those of one namespace: a rename for each, a fusion where that namespace has one
 * layer for several, a gather where it has the rows in another order. Results begin with a container, so that no rule meets another's
 * result. What is left of the family's components then has no name in the namespace, and is dropped.
 *
 * <p>A module whose rows depend on its sizes (one in which only the last block is reordered), or that is made of chunks of several modules,
 * gets no rule: without a dictionary it cannot be told.
 */
public final class SchemeRules {

    private static final String RESULT = "diffusion_model.";
    private static final String SOURCE = "diffusers";
    private static final String END = ".{w:**}";
    /** Of a block, not of a module: Wan's, the only ones with such parts, are called the same in all namespaces. */
    private static final String MODULATION = Dialect.PEFT.ending(Part.DIFF_MODULATION);
    private static final Map<String, Optional<RuleSet>> MADE = new ConcurrentHashMap<>();

    private SchemeRules() {}

    /**
     * @param denoiser component of the family's main model: {@code transformer}, {@code unet}
     * @return empty if the scheme has no such namespace
     */
    public static Optional<RuleSet> to(NamingScheme scheme, String denoiser, String namespace) {
        return MADE.computeIfAbsent(scheme.name() + "/" + denoiser + "/" + namespace, one -> make(scheme, denoiser, namespace));
    }

    private static Optional<RuleSet> make(NamingScheme scheme, String denoiser, String namespace) {
        List<Rule> rules = new ArrayList<>();
        scheme.in(namespace).forEach((of, links) -> {
            String component = of.isEmpty() ? denoiser : of;
            rules.addAll(rules(component, links));
            rules.add(new RenameRule(pattern(component + ".{block:**}" + MODULATION), template(RESULT + "{block}" + MODULATION)));
            rules.add(new DropRule(pattern(component + ".**")));
        });
        List<RuleEntry> entries = rules.stream().map(RuleEntry::new).toList();
        return rules.isEmpty() ? Optional.empty() : Optional.of(new RuleSet("", "", SOURCE, scheme.name(), entries));
    }

    /** Names with fewer open segments first: of two that match, the closer one counts. */
    private static List<Rule> rules(String component, List<NativeLink> links) {
        Set<NamePattern> unclear = new HashSet<>();
        links.stream().filter(link -> link.rows().ratio() > 0).forEach(link -> unclear.addAll(link.modules()));
        return links.stream()
                .filter(link -> link.modules().stream().noneMatch(unclear::contains))
                .sorted(Comparator.comparingLong(link -> link.name().open()))
                .map(link -> rule(component, link))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Rule> rule(String component, NativeLink link) {
        List<KeyPattern> from = link.modules().stream().map(module -> pattern(component + "." + typed(module) + END)).toList();
        NameTemplate to = template(RESULT + String.join(".", link.name().segments()) + ".{w}");
        if (link.rows().isPlain()) {
            return Optional.of(from.size() == 1
                    ? new RenameRule(from.getFirst(), to)
                    : new FuseRule(from, 0, to, FuseRule.FusedPair.STACK));
        }
        return from.size() == 1 && link.rows().chunks() > 0
                ? Optional.of(new GatherRule(
                        from.getFirst(), 0, link.rows().chunks(), List.of(new GatherRule.Target(to, inverse(link.rows())))))
                : Optional.empty();
    }

    /** Where each of the foreign chunks lies in the module. */
    private static List<Integer> inverse(RowOrder rows) {
        List<Integer> chunks = rows.into().getFirst();
        return IntStream.range(0, rows.chunks()).map(chunks::indexOf).boxed().toList();
    }

    /** {@code {i}} is a number, {@code {rest}} the rest of the name. */
    private static String typed(NamePattern module) {
        return String.join(".", module.segments()).replace("{i}", "{i:int}").replace("{rest}", "{rest:**}");
    }

    private static KeyPattern pattern(String text) {
        try {
            return KeyPattern.parse(text);
        } catch (RuleSyntaxException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static NameTemplate template(String text) {
        try {
            return NameTemplate.parse(text);
        } catch (RuleSyntaxException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
