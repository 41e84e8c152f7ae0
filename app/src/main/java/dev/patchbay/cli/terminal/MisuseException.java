package dev.patchbay.cli.terminal;

import dev.patchbay.message.Message;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Options that cannot be combined or are out of range, explained in one sentence. */
public final class MisuseException extends ParameterException {

    private static final long serialVersionUID = 1;

    private final transient Message explanation;

    public MisuseException(CommandLine command, Message explanation) {
        super(command, explanation.text());
        this.explanation = explanation;
    }

    Message explanation() {
        return explanation;
    }
}
