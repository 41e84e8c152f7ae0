package dev.patchbay.mapping.pattern;

import dev.patchbay.message.Explained;
import dev.patchbay.message.Message;
import java.util.OptionalInt;

/** A rule that cannot be read: one sentence that says which rule and where. */
public final class RuleSyntaxException extends Exception implements Explained {

    private final transient Message explanation;
    private final int rule;

    public RuleSyntaxException(Message explanation) {
        this(explanation, -1);
    }

    /** @param rule position of the rule in its list */
    public RuleSyntaxException(Message explanation, int rule) {
        super(explanation.toString());
        this.explanation = explanation;
        this.rule = rule;
    }

    /** Position of the rule; empty if what is wrong is no single rule. */
    public OptionalInt rule() {
        return rule < 0 ? OptionalInt.empty() : OptionalInt.of(rule);
    }

    @Override
    public Message explanation() {
        return explanation;
    }

    @Override
    public String getLocalizedMessage() {
        return explanation.text();
    }
}
