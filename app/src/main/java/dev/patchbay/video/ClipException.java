package dev.patchbay.video;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A clip that cannot be written: one sentence with the file and the reason. */
public final class ClipException extends ExplainedException {

    public ClipException(Message explanation) {
        super(explanation);
    }

    public ClipException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
