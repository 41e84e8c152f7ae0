package dev.patchbay.cli.terminal;

import dev.patchbay.message.Message;
import dev.patchbay.message.MessageBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code --help} says: the texts in the language people chose, choices as people type them. */
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

    /** Lower case, as they are also printed: {@code diffusers}, {@code f16}. */
    public static List<String> words(ArgSpec choice) {
        return Arrays.stream(choice.type().getEnumConstants()).map(constant -> word((Enum<?>) constant)).toList();
    }

    /** As a person types it and as it is printed: {@code torch-zip}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Ends a command's help with the values that its fields may have under {@code --json}, so that a new value is listed by itself.
     *
     * @param fields values of one field after the other, for {@code {0}}, {@code {1}}, … of {@code cli.values.<command>}
     */
    public static void addValues(CommandLine line, String command, List<List<String>> fields) {
        Object[] lists = fields.stream().map(values -> String.join(", ", values)).toArray();
        Objects.requireNonNull(line.getSubcommands().get(command), command).getCommandSpec().usageMessage()
                .footer("", Message.of("cli.values." + command, lists).text());
    }
}
