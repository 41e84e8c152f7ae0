package dev.patchbay.message;

import java.io.IOException;

/**
 * Says in one sentence for a person why something cannot be done: which file, which tensor, what was found, what to do. Each part of
 * Patchbay has its own subclass, so that callers can catch it.
 */
public abstract class ExplainedException extends IOException implements Explained {

    private final transient Message explanation;

    protected ExplainedException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    protected ExplainedException(Message explanation, Throwable cause) {
        super(explanation.toString(), cause);
        this.explanation = explanation;
    }

    @Override
    public final Message explanation() {
        return explanation;
    }

    @Override
    public final String getLocalizedMessage() {
        return explanation.text();
    }
}
