package dev.patchbay.inspection.problem;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.message.Message;
import java.util.Optional;
import java.util.stream.Stream;

/** Titles of rule sets, for people. */
public final class RuleTitles {

    private RuleTitles() {}

    /**
     * A rule set that was tried.
     *
     * @param certain true if it fixes the problem completely
     */
    public record Titled(RuleSet rules, boolean certain) {}

    /** The title of rules that may be several sets joined: a message, or the name itself where Patchbay does not know it. */
    public static Object joined(RuleSet rules) {
        return Stream.of(rules.name().split(" \\+ "))
                .map(RuleTitles::part)
                .reduce((left, right) -> Message.of("inspection.fix.and", left, right))
                .orElseGet(rules::name);
    }

    private static Object part(String name) {
        Optional<Message> known = name.equals(RuleSearch.TIDY)
                ? Optional.of(Message.of("inspection.fix.tidy"))
                : BuiltInRules.titleOf(name);
        return known.isPresent() ? known.get() : name;
    }

    public static Message title(RuleSet rules) {
        return BuiltInRules.title(rules)
                .orElseGet(() -> rules.name().isEmpty() ? Message.of("inspection.fix.rules")
                        : Message.of("inspection.fix.ownRules", rules.name()));
    }
}
