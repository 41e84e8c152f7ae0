package dev.patchbay.ui;

import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
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
        if (Boolean.getBoolean("zh")) Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        fixture = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    @Test
    void pictures(FxRobot robot) throws Exception {
        String z = Boolean.getBoolean("zh") ? "zh-" : "";
        Screenshots.take(fixture.scene(), z + "welcome-light");
        robot.clickOn("#open-demo");
        fixture.settle();
        Screenshots.take(fixture.scene(), z + "demo-light");
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.sleep(500);
        Screenshots.take(fixture.scene(), z + "palette");
        robot.push(KeyCode.ESCAPE);
        robot.sleep(500);
        robot.push(KeyCode.F2).push(KeyCode.F2);
        Screenshots.take(fixture.scene(), z + "problem-selected");
        robot.push(KeyCode.ENTER);
        Screenshots.take(fixture.scene(), z + "problem-jump");
        drag(robot, "0", "to_q");
        robot.sleep(300);
        Screenshots.take(fixture.scene(), z + "offer");
        robot.push(KeyCode.ENTER);
        fixture.settle();
        Screenshots.take(fixture.scene(), z + "mapped");
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        fixture.settle();
        robot.clickOn("#fix-all");
        fixture.settle();
        Screenshots.take(fixture.scene(), z + "fixed-light");
        robot.interact(() -> fixture.theme.appearanceProperty().set(Appearance.DARK));
        Screenshots.take(fixture.scene(), z + "fixed-dark");
        robot.interact(() -> fixture.theme.appearanceProperty().set(Appearance.LIGHT));
        robot.interact(() -> ((TabPane) robot.lookup("#patch-tabs").query()).getSelectionModel().select(1));
        Screenshots.take(fixture.scene(), z + "rules");
        robot.interact(() -> ((TabPane) robot.lookup("#patch-tabs").query()).getSelectionModel().select(2));
        Screenshots.take(fixture.scene(), z + "result");
        robot.interact(() -> ((TabPane) robot.lookup("#patch-tabs").query()).getSelectionModel().select(0));
        robot.interact(() -> fixture.shell.expectRank(OptionalLong.of(64)));
        fixture.settle();
        Screenshots.take(fixture.scene(), z + "rank");
    }

    private void drag(FxRobot robot, String from, String to) {
        robot.drag(cell(robot, "#adapter-tree", from), javafx.scene.input.MouseButton.PRIMARY);
        robot.moveTo(cell(robot, "#base-tree", to));
        robot.sleep(600);
        try { Screenshots.take(fixture.scene(), "hover"); } catch (Exception e) { throw new RuntimeException(e); }
        robot.drop();
    }

    private javafx.scene.Node cell(FxRobot robot, String tree, String text) {
        java.util.function.Predicate<javafx.scene.Node> is = node -> node instanceof javafx.scene.control.TreeTableCell<?, ?> c && text.equals(c.getText()) && c.isVisible();
        return robot.from(robot.lookup(tree).queryAs(javafx.scene.Node.class)).lookup(is).query();
    }
}
