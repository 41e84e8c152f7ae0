package dev.patchbay.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import java.nio.file.Path;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TreeTableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What is drawn over something else, as it is seen: the colours of style sheets say nothing of what shines through. */
@WindowTest
class DrawnInBothThemesTest {

    @TempDir
    private static Path cache;

    private Stage stage;
    private WindowFixture window;

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    private void open(Appearance appearance, FxRobot robot) {
        robot.interact(() -> window = new WindowFixture(stage, cache, appearance));
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void whatIsBehindADrawerGetsDarker(Appearance appearance, FxRobot robot) {
        open(appearance, robot);
        double before = colour(20, 880).getBrightness();
        robot.interact(window.window::showLog);
        WindowFixture.await(() -> window.scene().lookup("#log") != null);
        WindowFixture.await(() -> colour(20, 880).getBrightness() < 0.7 * before);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void aSelectedRowStaysNearTheColourOfTheOthers(Appearance appearance, FxRobot robot) {
        open(appearance, robot);
        robot.interact(() -> window.scene().lookup("#adapter-tree").requestFocus());
        robot.push(KeyCode.HOME);
        WindowFixture.await(() -> selected() != null);
        Bounds row = FxWait.get(() -> selected().localToScene(selected().getLayoutBounds()));
        int x = (int) row.getMaxX() - 12;
        Color chosen = colour(x, (int) row.getCenterY());
        Color other = colour(x, (int) (row.getCenterY() + row.getHeight()));
        assertThat(chosen).isNotEqualTo(other);
        assertThat(Math.abs(chosen.grayscale().getRed() - other.grayscale().getRed())).isLessThan(0.12);
    }

    private Node selected() {
        return window.scene().lookup("#adapter-tree").lookupAll(".tree-table-row-cell").stream()
                .filter(node -> node instanceof TreeTableRow<?> row && row.isSelected() && row.isVisible())
                .findFirst()
                .orElse(null);
    }

    private Color colour(int x, int y) {
        return FxWait.get(() -> window.scene().snapshot(null)).getPixelReader().getColor(x, y);
    }
}
