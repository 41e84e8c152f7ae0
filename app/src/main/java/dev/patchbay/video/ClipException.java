package dev.patchbay.video;

import dev.patchbay.message.Message;
import java.io.IOException;

/** A clip that cannot be written: one sentence with the file and the reason. */
public final class ClipException extends IOException {

    private final transient Message explanation;

    public ClipException(Message explanation) {
        super(explanation.toString());
        this.explanation = explanation;
    }

    public ClipException(Message explanation, Throwable cause) {
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
