package dev.patchbay.cli.command;

import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.terminal.PatchbayVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patchbay}: what all {@link Subcommands} share. Without one, {@code launch} opens the window. */
@Command(
        name = "patchbay",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayVersion.class,
        synopsisSubcommandLabel = "COMMAND")
public final class PatchbayCommand {

    private final @Nullable CliServices services;

    @Option(names = "--debug", scope = picocli.CommandLine.ScopeType.INHERIT)
    private boolean debug;

    PatchbayCommand(@Nullable CliServices services) {
        this.services = services;
    }

    CliServices services() {
        return Objects.requireNonNull(services, "the command line was made without services");
    }

    boolean debug() {
        return debug;
    }
}
