package dev.patchbay.checkpoint;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** Says in one sentence why a checkpoint cannot be used: file, tensor and reason, and what to do if anything helps. */
public final class CheckpointException extends ExplainedException {

    public CheckpointException(Message explanation) {
        super(explanation);
    }

    public CheckpointException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
