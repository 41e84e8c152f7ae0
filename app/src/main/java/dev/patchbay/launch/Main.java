package dev.patchbay.launch;

import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.message.Message;
import dev.patchbay.settings.Language;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javafx.application.Application;

/**
 * Where Patchbay starts. A subcommand runs without JavaFX; no arguments, or files, open the window. This class must not extend
 * {@code Application}: on the class path the Java launcher would then look for JavaFX modules and give up.
 */
public final class Main {

    /** Asked by scripts, so it is answered before anything else is read. */
    private static final List<List<String>> VERSION = List.of(List.of("--version"), List.of("-V"));

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (VERSION.contains(List.of(arguments))) {
            out.println(new PatchbayVersion().getVersion()[0]);
            return;
        }
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Interruption interruption = new Interruption();
        int code = run(Arrays.asList(arguments), out, err, interruption);
        interruption.over();
        System.exit(code);
    }

    private static int run(List<String> arguments, PrintWriter out, PrintWriter err, Interruption interruption) {
        AppServices services = AppServices.ofThisMachine();
        services.profile().settings().get(Language.SETTING).use();
        PatchbayCommandLine line = new PatchbayCommandLine(services.commandLine(interruption), out, err);
        if (line.understands(arguments)) {
            interruption.listen();
            return line.run(arguments);
        }
        if (Display.isMissing() && !arguments.isEmpty()) {
            err.println(Message.of("launch.noDisplayForFiles", arguments.getFirst()).text());
            return 2;
        }
        if (Display.isMissing()) {
            interruption.listen();
            String folder = "patchbay-demo";
            err.println(Message.of("launch.noDisplay", folder).text());
            return line.run(List.of("demo", "--overwrite", "--out", folder));
        }
        Application.launch(DesktopWindow.class, arguments.toArray(String[]::new));
        return 0;
    }
}
