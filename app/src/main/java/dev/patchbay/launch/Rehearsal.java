package dev.patchbay.launch;

import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.task.BackgroundThread;
import dev.patchbay.task.Cancellation;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;

/**
 * What the build goes through once so that the JVM learns for its AOT cache which classes a start needs: {@code commands FOLDER} runs the
 * short commands on the demo, {@code window FOLDER} shows the window with it.
 */
final class Rehearsal {

    /** The window has come to rest long before on any machine that can build. */
    private static final Duration SHOWN = Duration.ofSeconds(10);

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        AppServices services = AppServices.ofThisMachine();
        DemoFiles demo = services.demo().unpack();
        if (arguments[0].equals("window")) {
            BackgroundThread.start("rehearsal", Rehearsal::endSoon);
            Application.launch(DesktopWindow.class, demo.brokenAdapter().toString());
        } else {
            commands(services, demo, folder);
        }
        System.exit(0);
    }

    private static void commands(AppServices services, DemoFiles demo, Path folder) {
        String broken = demo.brokenAdapter().toString();
        String model = demo.pipeline().toString();
        String mended = folder.resolve("mended.safetensors").toString();
        String other = folder.resolve("kohya.safetensors").toString();
        List<List<String>> lines = List.of(
                List.of("--help"),
                List.of("inspect", broken, "--tensors"),
                List.of("check", broken, "--base", model),
                List.of("suggest", broken, "--base", model),
                List.of("convert", broken, "--to", "diffusers", "--base", model, "--out", mended),
                List.of("inspect", mended, "--json"),
                List.of("check", mended, "--base", model, "--json"),
                List.of("check", mended, "--base", "flux.1-dev"),
                List.of("convert", mended, "--to", "kohya", "--base", model, "--out", other),
                List.of("inspect", other),
                List.of("check", other, "--base", model, "--for", "diffusers"),
                List.of("diff", mended, other),
                List.of("places"),
                List.of("models"));
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (List<String> line : lines) {
            new PatchbayCommandLine(services.commandLine(Cancellation.NEVER), nowhere, nowhere).run(line);
        }
    }

    private static void endSoon() {
        try {
            Thread.sleep(SHOWN);
            FxThread.later(Platform::exit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
