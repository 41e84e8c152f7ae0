package dev.patchbay.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.message.Message;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.export.Phase;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What is finished while somebody looks elsewhere is told with buttons for what comes next, and stays in the log. */
@WindowTest
class LogInWindowTest {

    @TempDir
    private static Path cache;

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    private static Node button(FxRobot robot, String words) {
        return robot.lookup(".button").match(node -> node.isVisible() && words.equals(((Labeled) node).getText())).query();
    }

    @Test
    void anExportBehindAClosedPanelIsToldWithWhatToDoNext(FxRobot robot) throws Exception {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
        robot.clickOn("#fix-all");
        window.settle();
        Path file = cache.resolve("told.safetensors");
        robot.interact(() -> window.export.open());
        WindowFixture.await(() -> writesBehindAClosedPanel(file));
        WindowFixture.await(() -> window.export.reportProperty().get().isPresent());
        WindowFixture.await(() -> window.shell.noticeProperty().get().isPresent());
        Screenshots.take(window.scene(), "notice-exported");
        robot.clickOn(button(robot, "Copy path"));
        assertThat(FxWait.get(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(file.toString());
        robot.interact(() -> window.shell.noticeProperty().set(Optional.empty()));
        robot.clickOn("#log-button"); // by mouse: the keyboard is between two controls while the notice with its focused button goes
        WindowFixture.await(() -> window.scene().lookup("#log-entries") != null);
        ListView<?> entries = robot.lookup("#log-entries").queryListView();
        assertThat(entries.getItems()).isNotEmpty();
        Screenshots.take(window.scene(), "log");
        robot.clickOn(robot.from(robot.lookup("#log").<Node>query())
                .lookup(".button").match(node -> "Show in folder".equals(((Labeled) node).getText())).<Node>query());
        assertThat(window.shownInFolder).containsExactly(file);
    }

    /** In one go, since a plan is made again whenever an analysis ends; false while there is none. */
    private boolean writesBehindAClosedPanel(Path file) {
        if (window.export.phaseProperty().get() != Phase.READY) {
            return false;
        }
        window.export.choose(file);
        window.export.export();
        window.export.shut();
        return true;
    }

    @Test
    void theBellOpensTheLogAndFailuresStandThere(FxRobot robot) {
        robot.interact(() -> window.shell.noticeProperty().set(Optional.of(Notice.error(Message.of("ui.history")))));
        robot.clickOn("#log-button");
        WindowFixture.await(() -> window.scene().lookup("#log-entries") != null);
        assertThat(window.shell.log().entries()).hasSize(1);
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> window.scene().lookup("#log-entries") == null);
    }

    @Test
    void itsKeysAreHeardWhileATooltipIsShown(FxRobot robot) {
        robot.moveTo("#log-button");
        WindowFixture.await(() -> robot.listWindows().stream().anyMatch(Tooltip.class::isInstance));
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        WindowFixture.await(() -> window.scene().lookup("#log") != null);
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> window.scene().lookup("#log") == null);
    }

    /** Somebody leaves with Alt and Tab: the key goes up where no window of ours has the keyboard. */
    @Test
    void itsKeysAreHeardAfterAKeyWasReleasedElsewhere(FxRobot robot) {
        Stage stage = (Stage) window.scene().getWindow();
        robot.press(KeyCode.ALT);
        robot.interact(stage::hide);
        robot.release(KeyCode.ALT);
        robot.interact(stage::show);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        WindowFixture.await(() -> window.scene().lookup("#log") != null);
    }
}
