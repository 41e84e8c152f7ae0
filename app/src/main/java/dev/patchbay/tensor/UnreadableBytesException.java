package dev.patchbay.tensor;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** Mapped bytes that the operating system could not fetch although the file looks as before: a disk or network file system that fails. */
public final class UnreadableBytesException extends ExplainedException {

    public UnreadableBytesException(InternalError fault) {
        super(Message.of("checkpoint.unreadable"), fault);
    }
}
