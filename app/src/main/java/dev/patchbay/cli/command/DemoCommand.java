package dev.patchbay.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: runs the shipped demo step by step, without a window. */
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand extends ReportingCommand {

    @Option(names = "--out", required = true)
    private Path out = Path.of("");

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Override
    int execute() throws Exception {
        new DemoWalk(services(), this, out, overwrite).walk();
        return DONE;
    }
}
