package dev.patchbay.message;

import java.io.IOException;

/**
 * Something that cannot be done, explained in one sentence for a person: which file, which tensor, what was found, what to do. Each part of
 * Patchbay has a subclass of its own, so that callers can tell them apart.
 */
public abstract class ExplainedException extends IOException {

    private final transient Message explanation;

    protected ExplainedException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    protected ExplainedException(Message explanation, Throwable cause) {
        super(explanation.toString(), cause);
        this.explanation = explanation;
    }

    /** The sentence, in any language. */
    public final Message explanation() {
        return explanation;
    }

    @Override
    public final String getLocalizedMessage() {
        return explanation.text();
    }
}
