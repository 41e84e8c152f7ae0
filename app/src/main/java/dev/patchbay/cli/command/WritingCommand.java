package dev.patchbay.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A command that writes an output: {@code --out}, and {@code --overwrite} where something is there already. */
abstract class WritingCommand extends ReportingCommand {

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Option(names = "--out", required = true)
    private Path out = Path.of("");

    final boolean overwrites() {
        return overwrite;
    }

    final Path out() {
        return out;
    }
}
