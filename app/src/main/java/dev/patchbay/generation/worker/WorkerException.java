package dev.patchbay.generation.worker;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** The process that makes clips cannot be used: one sentence that says what happened and what to do. */
public final class WorkerException extends ExplainedException {

    private static final long serialVersionUID = 1;

    WorkerException(Message explanation) {
        super(explanation);
    }

    WorkerException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
