package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.terminal.HelpTexts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command that is run makes itself alone, and is the same command as among all others. */
class SubcommandsTest {

    private static CommandLine line(String... arguments) {
        CommandLine line = new CommandLine(new PatchbayCommand(null));
        Subcommands.addTo(line, List.of(arguments));
        HelpTexts.addTo(line);
        return line;
    }

    private static List<String> names() {
        return Subcommands.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsWhatItsNameSays(String name) {
        CommandLine among = line().getSubcommands().get(name);
        CommandLine alone = line(name, "x").getSubcommands().get(name);
        assertThat(among.getCommandSpec().userObject().getClass().getAnnotation(Command.class).name()).isEqualTo(name);
        assertThat(alone.getUsageMessage()).isEqualTo(among.getUsageMessage());
        assertThat(((ReportingCommand) alone.getCommandSpec().userObject()).getClass())
                .isEqualTo(among.getCommandSpec().userObject().getClass());
    }

    @Test
    void onlyWhatTellsOfAllMakesAll() {
        assertThat(line("check", "file").getSubcommands()).containsOnlyKeys("check");
        assertThat(line("--help").getSubcommands().keySet()).containsExactlyElementsOf(Subcommands.NAMES);
        assertThat(line("man", "check").getSubcommands()).hasSameSizeAs(Subcommands.NAMES);
    }
}
