package dev.patchbay.export;

import dev.patchbay.message.Message;
import java.io.IOException;

/** An export that cannot be made: one sentence with the reason. */
public final class ExportException extends IOException {

    private final transient Message explanation;

    public ExportException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    public ExportException(Message explanation, Throwable cause) {
        super(explanation.toString(), cause);
        this.explanation = explanation;
    }

    public Message explanation() {
        return explanation;
    }

    @Override
    public String getLocalizedMessage() {
        return explanation.text();
    }
}
