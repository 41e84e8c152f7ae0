package dev.patchbay.ui.patch.rules;

import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;

/** A rule as a person types it: {@code drop **.alpha # the scale is known}. */
final class RuleLineWithComment {

    static final String SIGN = "  # ";

    private RuleLineWithComment() {}

    static RuleEntry parse(String line, boolean enabled) throws RuleSyntaxException {
        String[] parts = line.split("\\s#(\\s|$)", 2);
        Rule rule = RuleLine.parse(parts[0]);
        return new RuleEntry(rule, enabled, parts.length > 1 ? parts[1].strip() : "");
    }
}
