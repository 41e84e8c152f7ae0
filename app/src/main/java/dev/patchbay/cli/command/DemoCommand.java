package dev.patchbay.cli.command;

import picocli.CommandLine.Command;

/** {@code demo}: runs the shipped demo step by step, without a window. */
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand extends WritingCommand {

    @Override
    int execute() throws Exception {
        new DemoWalk(services(), this, out(), overwrites()).walk();
        return DONE;
    }
}
