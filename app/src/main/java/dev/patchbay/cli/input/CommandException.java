package dev.patchbay.cli.input;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A command cannot do what it was asked: one sentence. */
public final class CommandException extends ExplainedException {

    private static final long serialVersionUID = 1;

    public CommandException(Message explanation) {
        super(explanation);
    }

    public CommandException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
