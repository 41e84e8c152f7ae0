package dev.patchbay.export.factors;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** An export that cannot be made; the message is one sentence with the reason. */
public final class ExportException extends ExplainedException {

    public ExportException(Message explanation) {
        super(explanation);
    }

    public ExportException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
