package dev.patchbay.inspection.problem;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;

/** Names of rule sets for people. */
public final class RuleTitles {

    private RuleTitles() {}

    /**
     * Rules that were tried.
     *
     * @param certain whether they leave nothing of the problem
     */
    public record Titled(RuleSet rules, boolean certain) {}

    public static Message title(RuleSet rules) {
        return BuiltInRules.title(rules)
                .orElseGet(() -> rules.name().isEmpty() ? Message.of("inspection.fix.rules")
                        : Message.of("inspection.fix.ownRules", rules.name()));
    }
}
