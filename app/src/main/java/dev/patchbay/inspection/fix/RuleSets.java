package dev.patchbay.inspection.fix;

import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule sets one after the other. */
final class RuleSets {

    private RuleSets() {}

    /** The entries of both; named after both, expecting what the first expects and leading where the last leads. */
    static RuleSet chain(RuleSet first, RuleSet then) {
        List<RuleEntry> entries = new ArrayList<>(first.entries());
        entries.addAll(then.entries());
        return new RuleSet(
                joined(" + ", first.name(), then.name()),
                joined("\n", first.note(), then.note()),
                first.source().isEmpty() ? then.source() : first.source(),
                then.target().isEmpty() ? first.target() : then.target(),
                entries);
    }

    private static String joined(String between, String one, String other) {
        return Stream.of(one, other).filter(text -> !text.isBlank()).collect(Collectors.joining(between));
    }
}
