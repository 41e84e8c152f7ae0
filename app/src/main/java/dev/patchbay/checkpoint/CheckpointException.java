package dev.patchbay.checkpoint;

import dev.patchbay.message.Message;
import java.io.IOException;

/** A checkpoint that cannot be used: one sentence with file, tensor and reason, and where it helps what to do. */
public final class CheckpointException extends IOException {

    private final transient Message explanation;

    public CheckpointException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    public CheckpointException(Message explanation, Throwable cause) {
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
