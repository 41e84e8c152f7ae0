package dev.patchbay.ui.patch;

import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSyntaxException;

/** A rule as one line of text, and back. */
public interface RuleLineCodec {

    String format(Rule rule);

    /** @throws RuleSyntaxException if the line is no rule; the message says where */
    Rule parse(String line) throws RuleSyntaxException;
}
