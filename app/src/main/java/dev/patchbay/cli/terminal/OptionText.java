package dev.patchbay.cli.terminal;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Descriptions of commands and arguments as plain text in one line. */
final class OptionText {

    private OptionText() {}

    static String of(ArgSpec argument) {
        return plain(argument.description());
    }

    static String ofCommand(CommandLine command) {
        return plain(command.getCommandSpec().usageMessage().description());
    }

    private static String plain(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%").strip();
    }
}
