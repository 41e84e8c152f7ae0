package dev.patchbay.tensor;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** The operating system could not read mapped bytes although the file looks unchanged: a failing disk or network file system. */
public final class UnreadableBytesException extends ExplainedException {

    public UnreadableBytesException(InternalError fault) {
        super(Message.of("checkpoint.unreadable"), fault);
    }
}
