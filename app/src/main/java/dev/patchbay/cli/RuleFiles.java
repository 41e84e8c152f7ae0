package dev.patchbay.cli;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.RuleSetCodec;
import dev.patchbay.mapping.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;

/** Rule files named on the command line. */
final class RuleFiles {

    private RuleFiles() {}

    /** @throws IOException if the file cannot be read or a rule in it is wrong; the message names file and rule */
    static RuleSet read(Path file) throws IOException {
        try {
            return RuleSetCodec.read(file);
        } catch (RuleSyntaxException problem) {
            throw new IOException(Message.of("cli.rules.unreadable", file, problem.explanation()).text(), problem);
        }
    }
}
