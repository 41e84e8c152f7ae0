package dev.patchbay.generation;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A clip cannot be generated: one sentence that says why and what to do. */
public final class GenerationException extends ExplainedException {

    public GenerationException(Message explanation) {
        super(explanation);
    }

    public GenerationException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
