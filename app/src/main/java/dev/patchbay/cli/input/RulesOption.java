package dev.patchbay.cli.input;

import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --rules FILE}, in every command that maps names. Without it, known rules are tried. */
public final class RulesOption {

    @Option(names = "--rules", paramLabel = "FILE")
    private @Nullable Path file;

    public RulesOption() {}

    RulesOption(@Nullable Path file) {
        this.file = file;
    }

    public @Nullable Path file() {
        return file;
    }

    /** @throws IOException if the file cannot be read or a rule in it is wrong; the message names file and rule */
    public Optional<RuleSet> read() throws IOException {
        return file == null ? Optional.empty() : Optional.of(RuleFiles.read(file));
    }
}
