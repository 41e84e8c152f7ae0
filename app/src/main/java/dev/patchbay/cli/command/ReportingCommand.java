package dev.patchbay.cli.command;

import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.MisuseException;
import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.cli.terminal.TerminalText;
import dev.patchbay.message.Message;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that reports either in sentences or as one JSON object. */
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

    /** Does the work, telling it by {@link #say} and {@link #put}; returns the exit code. */
    abstract int execute() throws Exception;

    @Override
    public final Integer call() throws Exception {
        int code = execute();
        if (json) {
            object.put("warnings", warnings);
            out().println(PrintedJson.of(object));
        }
        out().flush();
        return code;
    }

    final CliServices services() {
        return parent.services();
    }

    /** What the command reads; to be closed at its end. */
    final Sources sources() {
        return new Sources(services(), this::warn);
    }

    /** True if the report is one JSON object. */
    final boolean isJson() {
        return json;
    }

    /** The complaint about options that do not go together. */
    final ParameterException misused(Message explanation) {
        return new MisuseException(spec.commandLine(), explanation);
    }

    /** A line for a person on standard error, where standard output is for a program. */
    final void sayAside(String line) {
        spec.commandLine().getErr().println("▲ " + TerminalText.of(line));
    }

    /** A line for a person; silent under {@code --json}. */
    final void say(String line) {
        if (!json) {
            out().println(TerminalText.of(line));
        }
    }

    /** A field of the JSON object. */
    final void put(String field, Object value) {
        object.put(field, value);
    }

    /** A field whose value is {@code null}. */
    final void putNothing(String field) {
        object.put(field, null);
    }

    /** Something to know although the command goes on: a line for a person, an entry of {@code warnings} under {@code --json}. */
    final void warn(String sentence) {
        warnings.add(sentence);
        if (!json) {
            out().println("▲ " + TerminalText.of(sentence));
        }
    }

    /** Progress on standard error, only where a person looks at it. */
    final ProgressLine progress() {
        return new ProgressLine(spec.commandLine().getErr(), System.console() != null && System.console().isTerminal());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
