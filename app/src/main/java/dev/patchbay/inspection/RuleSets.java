package dev.patchbay.inspection;

import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** Rule sets one after the other. */
final class RuleSets {

    private RuleSets() {}

    /** The entries of both, with the head of the first. */
    static RuleSet chain(RuleSet first, RuleSet then) {
        List<RuleEntry> entries = new ArrayList<>(first.entries());
        entries.addAll(then.entries());
        return first.with(entries);
    }
}
