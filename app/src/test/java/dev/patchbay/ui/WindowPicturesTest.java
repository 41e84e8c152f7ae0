package dev.patchbay.ui;

import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class WindowPicturesTest {

    @TempDir
    private static Path cache;

    private WindowFixture fixture;

    @Start
    void start(Stage stage) {
        fixture = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    @Test
    void pictures(FxRobot robot) throws Exception {
        Screenshots.take(fixture.scene(), "welcome-light");
        robot.interact(() -> fixture.theme.appearanceProperty().set(Appearance.DARK));
        Screenshots.take(fixture.scene(), "welcome-dark");
        robot.clickOn("#open-demo");
        fixture.settle();
        Screenshots.take(fixture.scene(), "demo-dark");
        robot.interact(() -> fixture.theme.appearanceProperty().set(Appearance.LIGHT));
        Screenshots.take(fixture.scene(), "demo-light");
    }
}
