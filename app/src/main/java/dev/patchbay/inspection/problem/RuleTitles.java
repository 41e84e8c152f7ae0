package dev.patchbay.inspection.problem;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;

/** Titles of rule sets, for people. */
public final class RuleTitles {

    private RuleTitles() {}

    /**
     * A rule set that was tried.
     *
     * @param certain true if it fixes the problem completely
     */
    public record Titled(RuleSet rules, boolean certain) {}

    public static Message title(RuleSet rules) {
        return BuiltInRules.title(rules)
                .orElseGet(() -> rules.name().isEmpty() ? Message.of("inspection.fix.rules")
                        : Message.of("inspection.fix.ownRules", rules.name()));
    }
}
