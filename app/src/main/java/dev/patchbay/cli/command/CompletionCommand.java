package dev.patchbay.cli.command;

import dev.patchbay.cli.terminal.FishCompletion;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the script by which a shell completes commands, options and their values. */
@Command(name = "completion", mixinStandardHelpOptions = true)
final class CompletionCommand extends ReportingCommand {

    /** Shells that are known; zsh reads the script of bash. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Parameters(index = "0", paramLabel = "SHELL")
    private Shell shell = Shell.BASH;

    @Override
    int execute() {
        CommandLine root = root();
        String script = shell == Shell.FISH ? FishCompletion.of(root) : AutoComplete.bash(root.getCommandName(), root);
        put("script", script);
        print(script);
        return DONE;
    }
}
