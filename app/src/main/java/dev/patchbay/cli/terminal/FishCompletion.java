package dev.patchbay.cli.terminal;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What fish completes after {@code patchbay}; picocli writes such a script for bash and zsh only. */
public final class FishCompletion {

    private FishCompletion() {}

    public static String of(CommandLine root) {
        String name = root.getCommandName();
        StringBuilder script = new StringBuilder();
        for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
            script.append("complete -c ").append(name).append(" -n __fish_use_subcommand -a ").append(command.getKey())
                    .append(" -d ").append(quoted(OptionText.ofCommand(command.getValue()))).append('\n');
            String after = "complete -c " + name + " -n " + quoted("__fish_seen_subcommand_from " + command.getKey());
            command.getValue().getCommandSpec().options().stream().filter(option -> !option.hidden())
                    .forEach(option -> script.append(after).append(words(option)).append('\n'));
            for (PositionalParamSpec parameter : command.getValue().getCommandSpec().positionalParameters()) {
                if (HelpTexts.isChoice(parameter)) {
                    script.append(after).append(" -f -a ").append(quoted(choices(parameter))).append('\n');
                }
            }
        }
        return script.toString();
    }

    private static String words(OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (HelpTexts.isChoice(option)) {
            words.append(" -x -a ").append(quoted(choices(option)));
        } else if (option.arity().max() > 0) {
            words.append(" -r");
        }
        return words.append(" -d ").append(quoted(OptionText.of(option))).toString();
    }

    private static String choices(ArgSpec argument) {
        return StreamSupport.stream(argument.completionCandidates().spliterator(), false).collect(Collectors.joining(" "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
