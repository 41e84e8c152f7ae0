package dev.patchbay.cli.command;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.terminal.HelpTexts;
import dev.patchbay.cli.terminal.UsageSentence;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.message.Reason;
import dev.patchbay.part.Algorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Runs a command; any exception becomes one line on standard error and an exit code. */
public final class PatchbayCommandLine {

    private static final int UNUSABLE = 2;
    private static final String DEBUG = "--debug";

    private final CliServices services;
    private final PrintWriter out;
    private final PrintWriter err;

    public PatchbayCommandLine(CliServices services, PrintWriter out, PrintWriter err) {
        this.services = services;
        this.out = out;
        this.err = err;
    }

    private CommandLine line(List<String> arguments) {
        PatchbayCommand command = new PatchbayCommand(services);
        CommandLine line = new CommandLine(command);
        Subcommands.addTo(line, arguments);
        line.registerConverter(Path.class, name -> path(services, name))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, failed, parsed) -> explain(problem, command.debug()))
                .setParameterExceptionHandler((problem, given) -> explainUsage(problem));
        HelpTexts.addTo(line);
        addValues(line);
        return line;
    }

    private static void addValues(CommandLine line) {
        List<String> scaleSources = Stream.of(ScaleSource.values()).map(source -> source.name().toLowerCase(Locale.ROOT)).toList();
        List<String> algorithms = Stream.of(Algorithm.values()).map(Algorithm::label).toList();
        HelpTexts.addValues(line, "inspect", List.of(
                words(CheckpointFormat.values()), words(CheckpointLayout.values()), algorithms, scaleSources));
        HelpTexts.addValues(line, "check", List.of(
                words(Severity.values()), words(Verdict.Outcome.values()), words(ProblemCode.values()), words(CauseCode.values())));
        HelpTexts.addValues(line, "convert", List.of(scaleSources, words(ScaleHandling.values())));
    }

    private static List<String> words(Enum<?>... values) {
        return Stream.of(values).map(HelpTexts::word).toList();
    }

    private static Path path(CliServices services, String name) {
        try {
            return services.places().resolve(name);
        } catch (IOException | InvalidPathException e) {
            throw new TypeConversionException(Reason.sentence(e).text());
        }
    }

    /** Exit codes: 0 success, 1 finished and found a problem, 2 the arguments or a file cannot be used. */
    public int run(List<String> arguments) {
        if (isSlip(arguments)) {
            return explain(new CommandException(Message.of("cli.unknownCommand", arguments.getFirst())), false);
        }
        try {
            return line(arguments).execute(arguments.toArray(String[]::new));
        } catch (OutOfMemoryError e) {
            return explain(new CommandException(Message.of("cli.outOfMemory"), e), arguments.contains(DEBUG));
        } catch (VirtualMachineError | LinkageError e) {
            // picocli only handles exceptions, not errors: a mapped file that shrank, natives that do not load.
            return explain(new CommandException(Message.of("cli.failed", Reason.of(e)), e), arguments.contains(DEBUG));
        }
    }

    /**
     * True if no window should open: the first argument is a subcommand, an option, or something mistyped, that is, no existing file
     * either.
     */
    public boolean understands(List<String> arguments) {
        return !arguments.isEmpty() && (Subcommands.NAMES.contains(arguments.getFirst()) || !exists(arguments.getFirst()));
    }

    /** True if the first argument is neither option nor subcommand nor file: probably a mistyped subcommand. */
    private boolean isSlip(List<String> arguments) {
        return understands(arguments) && !arguments.getFirst().startsWith("-") && !Subcommands.NAMES.contains(arguments.getFirst());
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private int explain(Exception problem, boolean debug) {
        err.println("patchbay: " + PlainText.inLine(sentence(problem)));
        if (debug) {
            problem.printStackTrace(err);
        }
        err.flush();
        return UNUSABLE;
    }

    private static int explainUsage(ParameterException problem) {
        PrintWriter err = problem.getCommandLine().getErr();
        err.println("patchbay: " + PlainText.inLine(UsageSentence.of(problem)));
        err.flush();
        return UNUSABLE;
    }

    /** Where a fault of Patchbay's own came up, for a report. */
    private static String place(RuntimeException fault) {
        return Stream.of(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.patchbay."))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("?");
    }

    /** Exceptions of the JDK often contain only a path: a sentence is built around it. */
    private static String sentence(Exception problem) {
        return switch (problem) {
            case AccessDeniedException denied -> Message.of("cli.accessDenied", denied.getFile()).text();
            case FileSystemException file when file.getReason() == null -> Message.of("cli.fileProblem", file.getFile()).text();
            case CancellationException cancelled -> Message.of("cli.cancelled").text();
            case UncheckedIOException io when io.getCause() instanceof IOException cause -> sentence(cause);
            case RuntimeException fault -> Message.of("cli.fault", fault.getClass().getSimpleName(), place(fault)).text();
            default -> Reason.sentence(problem).text();
        };
    }
}
