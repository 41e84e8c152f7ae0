package dev.patchbay.cli.command;

import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.gpu.GpuInstallation;
import dev.patchbay.gpu.GpuLibraries;
import dev.patchbay.gpu.InstalledLibraries;
import dev.patchbay.gpu.NvidiaDriver;
import dev.patchbay.message.Message;
import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gpu install|status|remove}: the PyTorch libraries for NVIDIA cards. */
@Command(name = "gpu", mixinStandardHelpOptions = true)
final class GpuCommand extends ReportingCommand {

    private static final long MEGABYTE = 1_000_000;

    /** What to do. */
    enum Action {
        INSTALL,
        STATUS,
        REMOVE
    }

    @Parameters(paramLabel = "ACTION", arity = "0..1")
    private Action action = Action.STATUS;

    @Option(names = "--yes")
    private boolean yes;

    @Override
    int execute() throws Exception {
        GpuInstallation installation = services().gpu().orElseThrow(() -> new CommandException(Message.of("gpu.noneForSystem")));
        return switch (action) {
            case INSTALL -> install(installation);
            case STATUS -> status(installation);
            case REMOVE -> remove(installation);
        };
    }

    /** Says what fetching the libraries means. */
    static void describe(ReportingCommand command, GpuInstallation installation) throws IOException {
        GpuLibraries libraries = installation.libraries();
        command.say(Message.of(
                "cli.gpu.question", libraries.torch(), libraries.cuda(), libraries.bytes() / MEGABYTE,
                libraries.unpackedBytes() / MEGABYTE, installation.folder().root(), installation.freeBytes() / MEGABYTE).text());
        command.say(Message.of("cli.gpu.cards", libraries.cards(), libraries.driver()).text());
        command.say(Message.of("cli.gpu.licence", libraries.licence()).text());
    }

    /** Asks for it. @throws CommandException if nobody can be asked */
    static boolean agreed(ReportingCommand command) throws CommandException {
        Console console = System.console();
        if (console == null || !console.isTerminal() || command.isJson()) {
            throw new CommandException(Message.of("cli.gpu.addYes"));
        }
        String answer = String.valueOf(console.readLine("%s ", Message.of("cli.gpu.ask").text())).strip().toLowerCase(Locale.ROOT);
        return List.of(Message.of("cli.gpu.yes").text().split(" ")).contains(answer);
    }

    private int install(GpuInstallation installation) throws IOException {
        if (installation.folder().installed(installation.libraries()).isEmpty()) {
            describe(this, installation);
            if (!yes && !agreed(this)) {
                say(Message.of("cli.gpu.notInstalled").text());
                return DONE;
            }
        }
        InstalledLibraries installed;
        try (ProgressLine line = progress()) {
            installed = installation.install(line, services().cancellation());
        }
        put("library", installed.natives().toString());
        say(Message.of("cli.gpu.installed", installed.natives()).text());
        return tryCard();
    }

    /** Starts a worker with the libraries and asks it for its devices. */
    private int tryCard() throws IOException {
        if (!NvidiaDriver.isPresent()) {
            warn(Message.of("gpu.noDriver").text());
            return PROBLEM_FOUND;
        }
        EngineReport report = services().workers().examine(Optional.empty());
        put("devices", report.devices());
        boolean works = report.devices().stream().anyMatch(device -> device.startsWith("cuda"));
        if (works) {
            say(Message.of("cli.gpu.works", report.version(), String.join(", ", report.devices())).text());
        }
        report.problems().forEach(problem -> warn(problem.text()));
        report.missingForCuda().forEach(missing -> warn(missing.text()));
        return works ? DONE : PROBLEM_FOUND;
    }

    private int status(GpuInstallation installation) throws IOException {
        boolean installed = installation.folder().installed(installation.libraries()).isPresent();
        put("installed", installed);
        put("folder", installation.folder().root().toString());
        put("bytes", installation.folder().bytes());
        if (!installed) {
            describe(this, installation);
            say(Message.of("cli.gpu.notYet", installation.folder().bytes() / MEGABYTE).text());
            return DONE;
        }
        say(Message.of("cli.gpu.isInstalled", installation.folder().root(), installation.folder().bytes() / MEGABYTE).text());
        return tryCard();
    }

    private int remove(GpuInstallation installation) throws IOException {
        long bytes = installation.folder().bytes();
        installation.folder().remove();
        put("bytes", bytes);
        say(Message.of("cli.gpu.removed", bytes / MEGABYTE, installation.folder().root()).text());
        return DONE;
    }
}
