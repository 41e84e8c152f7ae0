package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.SpokenNames;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** In every place, panel and dialog each control has a role and a name that a screen reader can say. */
@WindowTest
@Tag("torch")
class EveryControlNamedTest {

    @TempDir
    private static Path folder;

    private WindowWalk window;

    @Start
    void start(Stage stage) {
        window = new WindowWalk(stage, folder, Appearance.LIGHT, 1440);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void everyControlHasARoleAndAName(FxRobot robot) throws Exception {
        Map<String, List<String>> unnamed = new TreeMap<>();
        window.go(robot, stop -> unnamed.put(stop, FxWait.get(() -> SpokenNames.missing(window.scene().getRoot()))));
        assertThat(unnamed).containsKeys("preview", "compare", "settings", "export", "inspector", "help", "log");
        unnamed.values().removeIf(List::isEmpty);
        assertThat(unnamed).isEmpty();
    }
}
