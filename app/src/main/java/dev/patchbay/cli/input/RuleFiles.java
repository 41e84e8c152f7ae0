package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.RuleChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rule files named on the command line. */
public final class RuleFiles {

    private RuleFiles() {}

    /** @throws IOException if the file cannot be read or a rule in it is wrong; the message names file and rule */
    public static RuleSet read(Path file) throws IOException {
        try {
            return RuleSetCodec.read(file);
        } catch (RuleSyntaxException problem) {
            throw new IOException(problem.getLocalizedMessage(), problem);
        }
    }

    /**
     * The rules for a file where none are given: a person's own or built-in ones.
     *
     * @param warn told of own rule files that cannot be read
     * @throws IOException if an alpha tensor cannot be read
     */
    public static RuleSet choose(CliServices services, Checkpoint checkpoint, Optional<BaseModel> base, Consumer<String> warn) throws IOException {
        return RuleChoice.choose(checkpoint, base, own(services, warn));
    }

    /** A person's own rule sets; what is wrong with one of the files is a warning. */
    public static List<RuleSet> own(CliServices services, Consumer<String> warn) {
        RuleFolder own = services.rules().get();
        own.problems().forEach(problem -> warn.accept(problem.text()));
        return own.sets();
    }

    /**
     * The same for rules that a person gave.
     *
     * @param file null where the rules come from elsewhere
     */
    public static void refuse(MappingResult mapping, @Nullable Path file) throws IOException {
        if (file != null && !mapping.problems().isEmpty()) {
            throw new IOException(Message.of("cli.rules.problem", RuleSetCodec.located(file, mapping.problems().getFirst())).text());
        }
        refuse(mapping);
    }

    /** @throws IOException if a rule cannot be carried out on the file's tensors; without this its tensors would just be missing */
    public static void refuse(MappingResult mapping) throws IOException {
        if (!mapping.problems().isEmpty()) {
            throw new IOException(Message.of("cli.rules.problem", mapping.problems().getFirst().message()).text());
        }
    }
}
