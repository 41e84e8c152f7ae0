package dev.patchbay.inspection;

import dev.patchbay.mapping.BuiltInRules;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;

/** Names of rule sets for people. */
final class RuleTitles {

    private RuleTitles() {}

    /**
     * Rules that were tried.
     *
     * @param certain whether they leave nothing of the problem
     */
    record Titled(RuleSet rules, boolean certain) {}

    static Message title(RuleSet rules) {
        return BuiltInRules.title(rules)
                .orElseGet(() -> rules.name().isEmpty() ? Message.of("inspection.fix.rules") : Message.of("inspection.fix.ownRules", rules.name()));
    }
}
