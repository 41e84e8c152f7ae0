package dev.patchbay.launch;

import dev.patchbay.ui.dialog.SystemFileDialogs;
import dev.patchbay.ui.shell.DesktopApplication;
import dev.patchbay.ui.shell.MainWindow;
import dev.patchbay.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The complete window. Instantiated by JavaFX; opens the files named on the command line. */
public final class DesktopWindow extends DesktopApplication {

    private @Nullable WindowAssembly assembly;

    @Override
    protected MainWindow assemble(Stage stage) {
        AppServices services = AppServices.ofThisMachine();
        WindowAssembly made = new WindowAssembly(services, new SystemFileDialogs(stage), new Theme(), this::showInFolder);
        List<String> files = getParameters().getRaw();
        files.forEach(file -> made.shell().open(Path.of(file)));
        if (files.isEmpty()) {
            made.shell().recover();
        }
        assembly = made;
        return made.window();
    }

    /** Opens the folder that contains the file; there is no portable way to select the file in it. */
    private void showInFolder(Path file) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        getHostServices().showDocument(folder.toUri().toString());
    }

    @Override
    public void stop() {
        if (assembly != null) {
            assembly.close();
        }
    }
}
