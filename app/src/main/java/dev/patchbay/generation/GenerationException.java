package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.io.IOException;

/** A clip that cannot be made: one sentence that says why and what to do. */
public final class GenerationException extends IOException {

    private final transient Message explanation;

    public GenerationException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    public GenerationException(Message explanation, Throwable cause) {
        super(explanation.toString(), cause);
        this.explanation = explanation;
    }

    /** The sentence, in any language. */
    public Message explanation() {
        return explanation;
    }

    @Override
    public String getLocalizedMessage() {
        return explanation.text();
    }
}
