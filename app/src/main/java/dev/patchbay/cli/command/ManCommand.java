package dev.patchbay.cli.command;

import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.terminal.ManPage;
import dev.patchbay.message.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code man}: the manual page of Patchbay or of one command, as packages install it. */
@Command(name = "man", mixinStandardHelpOptions = true)
final class ManCommand extends ReportingCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", descriptionKey = "patchbay.man.command")
    private @Nullable String command;

    @Override
    int execute() throws CommandException {
        CommandLine page = root();
        String name = command;
        if (name != null) {
            Optional<CommandLine> found = Optional.ofNullable(page.getSubcommands().get(name));
            page = found.orElseThrow(() -> new CommandException(Message.of("cli.unknownCommand", name)));
        }
        String text = ManPage.of(page);
        put("page", text);
        print(text);
        return DONE;
    }
}
