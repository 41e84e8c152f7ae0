package dev.patchbay.checkpoint;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A checkpoint that cannot be used: one sentence with file, tensor and reason, and where it helps what to do. */
public final class CheckpointException extends ExplainedException {

    public CheckpointException(Message explanation) {
        super(explanation);
    }

    public CheckpointException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
