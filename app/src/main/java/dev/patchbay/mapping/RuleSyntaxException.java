package dev.patchbay.mapping;

import dev.patchbay.message.Message;

/** A rule that cannot be read: one sentence that says which rule and where. */
public final class RuleSyntaxException extends Exception {

    private final transient Message explanation;

    public RuleSyntaxException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    public Message explanation() {
        return explanation;
    }

    @Override
    public String getLocalizedMessage() {
        return explanation.text();
    }
}
