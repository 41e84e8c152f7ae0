package dev.patchbay.cli;

import dev.patchbay.mapping.MappingResult;
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
            throw new IOException(problem.getLocalizedMessage(), problem);
        }
    }

    /** @throws IOException if a rule cannot be carried out on the file's tensors; without this its tensors would just be missing */
    static void refuse(MappingResult mapping) throws IOException {
        if (!mapping.problems().isEmpty()) {
            throw new IOException(Message.of("cli.rules.problem", mapping.problems().getFirst().message()).text());
        }
    }
}
