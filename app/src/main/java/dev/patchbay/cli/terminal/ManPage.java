package dev.patchbay.cli.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command in the language of {@code man}, made of the same texts as {@code --help}. */
public final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    public static String of(CommandLine command) {
        return new ManPage().written(command);
    }

    private String written(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName("-");
        line(".TH \"" + escaped(name.toUpperCase(Locale.ROOT)) + "\" 1 \"\" \"Patchbay " + escaped(PatchbayVersion.text()) + "\"");
        line(".SH NAME");
        String description = OptionText.ofCommand(command);
        text(name + " - " + (description.isEmpty() ? "workbench for LoRA checkpoints" : description));
        line(".SH SYNOPSIS");
        text(command.getHelp().synopsis(0).strip().replaceAll("\\s+", " "));
        arguments(command);
        commands(command.getSubcommands());
        List<String> footer = Arrays.stream(command.getCommandSpec().usageMessage().footer()).filter(one -> !one.isBlank()).toList();
        if (!footer.isEmpty()) {
            line(".SH NOTES");
            footer.forEach(this::text);
        }
        return page.toString();
    }

    private void arguments(CommandLine command) {
        line(".SH OPTIONS");
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", OptionText.of(parameter));
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                String names = Arrays.stream(option.names()).map(one -> "\\fB" + escaped(one) + "\\fR").collect(Collectors.joining(", "));
                String value = option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "";
                item(names + value, OptionText.of(option));
            }
        }
    }

    private void commands(Map<String, CommandLine> commands) {
        if (!commands.isEmpty()) {
            line(".SH COMMANDS");
            commands.forEach((name, command) -> item("\\fB" + escaped(name) + "\\fR", OptionText.ofCommand(command)));
        }
    }

    private void item(String head, String text) {
        line(".TP");
        line(head);
        text(text);
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** A line that begins like a request gets a mark of no width before it. */
    private void text(String text) {
        String escaped = escaped(Ansi.OFF.string(text));
        line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("\\R", " ");
    }
}
