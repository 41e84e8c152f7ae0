package dev.patchbay.cli.input;

import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleProblem;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the rule files given on the command line. */
public final class RuleFiles {

    private RuleFiles() {}

    /** @throws IOException if the file cannot be read or a rule in it is wrong; the message names file and rule */
    public static RuleSet read(Path file) throws IOException {
        try {
            return RuleSetCodec.read(file);
        } catch (RuleSyntaxException problem) {
            throw new CommandException(problem.explanation(), problem);
        }
    }

    /**
     * Refuses rules that cannot be applied: the tensors concerned would otherwise just be missing.
     *
     * @param file the rule file; null if the rules come from elsewhere
     * @throws IOException if a rule cannot be applied to the tensors
     */
    static void refuse(MappingResult mapping, @Nullable Path file) throws IOException {
        if (!mapping.problems().isEmpty()) {
            RuleProblem first = mapping.problems().getFirst();
            Message what = file == null ? first.message() : RuleSetCodec.located(file, first);
            throw new CommandException(Message.of("cli.rules.problem", what));
        }
    }
}
