package dev.patchbay.cli.command;

import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.MisuseException;
import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that reports either as text or as one JSON object. */
abstract class ReportingCommand implements Callable<Integer> {

    static final int DONE = 0;
    static final int PROBLEM_FOUND = 1;

    @ParentCommand
    private PatchbayCommand parent = new PatchbayCommand(null);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json")
    private boolean json;

    private final Map<String, @Nullable Object> object = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** Runs the command, reporting with {@link #say} and {@link #put}; returns the exit code. */
    abstract int execute() throws Exception;

    @Override
    public final Integer call() throws Exception {
        int code = execute();
        if (json) {
            object.put("warnings", warnings);
            output().println(PrintedJson.of(object));
        }
        output().flush();
        return code;
    }

    final CliServices services() {
        return parent.services();
    }

    /** The files that the command reads; to be closed at its end. */
    final Sources sources() {
        return new Sources(services(), this::warn);
    }

    /** True if the report is one JSON object. */
    final boolean isJson() {
        return json;
    }

    /** The exception for options that cannot be combined. */
    final ParameterException misused(Message explanation) {
        return new MisuseException(spec.commandLine(), explanation);
    }

    /** Prints a line of text on standard error, for commands whose standard output is read by a program. */
    final void sayAside(String line) {
        spec.commandLine().getErr().println("▲ " + PlainText.inLine(line));
    }

    /** Prints a line of text; does nothing under {@code --json}. */
    final void say(String line) {
        if (!json) {
            output().println(PlainText.inLine(line));
        }
    }

    /** Prints a text of Patchbay's own that another program reads, such as a script, as it is; does nothing under {@code --json}. */
    final void print(String text) {
        if (!json) {
            output().print(text);
        }
    }

    /** The line that all commands belong to. */
    final CommandLine root() {
        return spec.root().commandLine();
    }

    /** Adds a field to the JSON object. */
    final void put(String field, Object value) {
        object.put(field, value);
    }

    /** Adds a field with the value {@code null}. */
    final void putNothing(String field) {
        object.put(field, null);
    }

    /** A warning: a line of text, or an entry of {@code warnings} under {@code --json}. */
    final void warn(String sentence) {
        warnings.add(sentence);
        if (!json) {
            output().println("▲ " + PlainText.inLine(sentence));
        }
    }

    /** A progress line on standard error, shown only on a terminal. */
    final ProgressLine progress() {
        return new ProgressLine(spec.commandLine().getErr(), System.console() != null && System.console().isTerminal());
    }

    private PrintWriter output() {
        return spec.commandLine().getOut();
    }
}
