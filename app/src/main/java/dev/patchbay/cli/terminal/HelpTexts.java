package dev.patchbay.cli.terminal;

import dev.patchbay.message.Message;
import dev.patchbay.message.MessageBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Texts of {@code --help} in the chosen language, with option values as they are typed. */
public final class HelpTexts {

    private HelpTexts() {}

    public static void addTo(CommandLine line) {
        addTo(line, MessageBundle.of("cli"));
    }

    private static void addTo(CommandLine line, ResourceBundle texts) {
        CommandSpec spec = line.getCommandSpec();
        List.copyOf(spec.options()).stream().filter(HelpTexts::isChoice).forEach(option -> {
            spec.remove(option);
            spec.addOption(OptionSpec.builder(option).completionCandidates(words(option)).build());
        });
        List.copyOf(spec.positionalParameters()).stream().filter(HelpTexts::isChoice).forEach(parameter -> {
            spec.remove(parameter);
            spec.addPositional(PositionalParamSpec.builder(parameter).completionCandidates(words(parameter)).build());
        });
        spec.resourceBundle(texts);
        line.getSubcommands().values().forEach(subcommand -> addTo(subcommand, texts));
    }

    public static boolean isChoice(ArgSpec argument) {
        return argument.type().isEnum();
    }

    /** The values of an option in lower case: {@code diffusers}, {@code f16}. */
    public static List<String> words(ArgSpec choice) {
        return Arrays.stream(choice.type().getEnumConstants()).map(constant -> word((Enum<?>) constant)).toList();
    }

    /** An enum value as it is typed and printed: {@code torch-zip}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Appends the possible values of a command's {@code --json} fields to its help, taken from the enums, so that new values are listed
     * automatically; nothing if the line has no such command.
     *
     * @param fields values of each field, for {@code {0}}, {@code {1}}, … of {@code cli.values.<command>}
     */
    public static void addValues(CommandLine line, String command, List<List<String>> fields) {
        CommandLine subcommand = line.getSubcommands().get(command);
        if (subcommand != null) {
            Object[] lists = fields.stream().map(values -> String.join(", ", values)).toArray();
            subcommand.getCommandSpec().usageMessage().footer("", Message.of("cli.values." + command, lists).text());
        }
    }
}
