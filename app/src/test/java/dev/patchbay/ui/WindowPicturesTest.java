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

    void capture(FxRobot robot, String name) throws Exception {
        robot.sleep(700);
        var img = robot.capture(new javafx.geometry.Rectangle2D(0, 0, 1000, 900)).getImage();
        javax.imageio.ImageIO.write(javafx.embed.swing.SwingFXUtils.fromFXImage(img, null), "png", new java.io.File("target/screenshots/" + name + ".png"));
    }
    @Test
    void pictures(FxRobot robot) throws Exception {
        robot.clickOn("#open-demo");
        fixture.settle();
        robot.clickOn("#menu");
        robot.sleep(600);
        for (var w : javafx.stage.Window.getWindows()) { if (w != robot.listTargetWindows().getFirst()) { var s = w.getScene(); System.out.println(w + " " + w.getWidth() + "x" + w.getHeight()); if (w instanceof javafx.stage.PopupWindow) Screenshots.take(s, "popup-menu"); } }
        robot.interact(() -> fixture.theme.appearanceProperty().set(Appearance.DARK));
        for (var w : javafx.stage.Window.getWindows()) if (w instanceof javafx.stage.PopupWindow) Screenshots.take(w.getScene(), "popup-menu-dark");
        robot.push(javafx.scene.input.KeyCode.ESCAPE);
        robot.clickOn("#base-selector");
        robot.sleep(600);
        for (var w : javafx.stage.Window.getWindows()) if (w instanceof javafx.stage.PopupWindow) Screenshots.take(w.getScene(), "popup-base");
    }
}
