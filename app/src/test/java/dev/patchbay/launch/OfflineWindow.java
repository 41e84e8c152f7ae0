package dev.patchbay.launch;

import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.shell.ShellViewModel;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.AppFolders;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The window with every real part behind it: opens the demo, waits until it is judged, and ends; for a process that others watch. */
public final class OfflineWindow extends Application {

    /** Returns when the window has closed; once in a process. */
    public static void run(Path home) {
        Application.launch(OfflineWindow.class, home.toString());
    }

    @Override
    public void start(Stage stage) {
        Path home = Path.of(getParameters().getRaw().getFirst());
        AppServices services = AppServices.in(new AppFolders(
                AppFolders.ofThisMachine().cache(), home.resolve("settings"), home.resolve("state")));
        WindowAssembly assembly = new WindowAssembly(services, new ChosenFiles(), new Theme(), file -> {});
        assembly.window().show(stage);
        ShellViewModel shell = assembly.shell();
        shell.openDemo();
        shell.statusProperty().subscribe(status -> {
            if (status.report().isPresent()) {
                assembly.close();
                Platform.exit();
            }
        });
    }
}
