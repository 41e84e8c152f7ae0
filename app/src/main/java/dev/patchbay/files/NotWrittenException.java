package dev.patchbay.files;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A target that cannot be written; the message is one sentence with the reason. */
public final class NotWrittenException extends ExplainedException {

    public NotWrittenException(Message explanation) {
        super(explanation);
    }

    public NotWrittenException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
