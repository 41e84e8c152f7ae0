package dev.patchbay.launch;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.Objects;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Tests that walk through the whole window, which is new for each of them. */
@WindowTest
@Tag("torch")
abstract class WalkedWindow {

    @TempDir
    private static Path folder;

    private @Nullable WindowWalk window;

    @BeforeEach
    final void open() {
        window = FxWait.get(() -> new WindowWalk(new Stage(), folder, Appearance.LIGHT, 1440));
    }

    final WindowWalk window() {
        return Objects.requireNonNull(window);
    }

    @AfterEach
    final void close() {
        window().close();
    }
}
