package dev.patchbay.mapping.file;

import dev.patchbay.mapping.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The rule sets that are tried on a file: a person's own, then those that come with Patchbay.
 *
 * @param own the person's own, tried first
 */
public record KnownRules(List<RuleSet> own) {

    /** Only those that come with Patchbay. */
    public static final KnownRules BUILT_IN = new KnownRules(List.of());

    public KnownRules {
        own = List.copyOf(own);
    }

    /**
     * True for rules whose target is one of the schemes, and for a person's own: a built-in set for another may match by coincidence.
     *
     * @param schemes as {@link RuleSet#isFor} has them
     */
    public boolean mayBeFor(Set<String> schemes, RuleSet rules) {
        return rules.isFor(schemes) || own.contains(rules);
    }

    /** A person's own sets and those that lead to diffusers' names, as far as they match at least one of these names. */
    public List<RuleSet> suiting(Collection<String> names) {
        List<RuleSet> suiting = new ArrayList<>(BuiltInRules.touching(own, names));
        suiting.addAll(BuiltInRules.suiting(names));
        return suiting;
    }
}
