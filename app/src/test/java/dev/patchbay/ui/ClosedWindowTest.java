package dev.patchbay.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.theme.Appearance;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A window that was closed is let go, with its trees and the file that stood in them. */
@WindowTest
class ClosedWindowTest {

    private static final int WINDOWS = 4;

    @TempDir
    private static Path cache;

    @Start
    void start(Stage primary) {
        ThemedStage.show(primary, new StackPane(), Appearance.LIGHT);
    }

    @Test
    void nothingKeepsClosedWindows(FxRobot robot) {
        List<WeakReference<Scene>> closed = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            closed.add(openedAndClosed(robot));
        }
        FxWait.until(() -> {
            System.gc();
            return closed.stream().filter(scene -> scene.get() != null).count() <= 1;
        });
        assertThat(closed.stream().filter(scene -> scene.get() != null)).as("JavaFX itself may still hold the last one").hasSizeLessThan(2);
    }

    private static WeakReference<Scene> openedAndClosed(FxRobot robot) {
        WindowFixture[] window = new WindowFixture[1];
        robot.interact(() -> window[0] = new WindowFixture(new Stage(), cache, Appearance.LIGHT));
        robot.clickOn(window[0].scene().lookup("#open-demo"));
        WindowFixture.await(() -> window[0].workspace.analysis().isPresent());
        window[0].settle();
        robot.interact(() -> ((Stage) window[0].scene().getWindow()).close());
        return new WeakReference<>(window[0].scene());
    }
}
