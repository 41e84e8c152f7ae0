package dev.patchbay.mapping.file;

import dev.patchbay.mapping.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rule sets that may be tried on a file: a person's own, and those that come with Patchbay.
 *
 * @param own come first
 */
public record KnownRules(List<RuleSet> own) {

    /** Only those that come with Patchbay. */
    public static final KnownRules BUILT_IN = new KnownRules(List.of());

    public KnownRules {
        own = List.copyOf(own);
    }

    /** True for rules that are for the family, or that a person made: built-in ones for another family may do the same by chance. */
    public boolean mayBeFor(String family, RuleSet rules) {
        return rules.isFor(family) || own.contains(rules);
    }

    /** Those that lead to diffusers' names, or that a person made, and have something to do with a file of these names. */
    public List<RuleSet> suiting(Collection<String> names) {
        List<RuleSet> suiting = new ArrayList<>(BuiltInRules.touching(own, names));
        suiting.addAll(BuiltInRules.suiting(names));
        return suiting;
    }
}
