package dev.patchbay.ui.shell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.patch.tree.FitState;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.WorkspaceState;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@WindowTest
class VerdictHeaderTest {

    private static final String WAN = "wan2.1-t2v-1.3b";

    @TempDir
    private static Path cache;

    private WindowFixture window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        window = new WindowFixture(primary, cache, Appearance.LIGHT);
    }

    private void open(FxRobot robot, Checkpoint adapter, Optional<String> base) {
        robot.interact(() -> window.workspace.change(Message.of("ui.step.demo"), state -> base.flatMap(ModelCatalog::find)
                .map(WorkspaceState.EMPTY.with(adapter)::with).orElse(WorkspaceState.EMPTY.with(adapter))));
        window.settle();
    }

    private void forecast() {
        WindowFixture.await(() -> window.shell.outlookProperty().get().exports().size() == Program.judged().size());
        window.settle();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryLabeled().getText();
    }

    @Test
    void aFileThatTheProgramLoadsIsGreenAndAnotherProgramIsOneChoiceAway(FxRobot robot) throws Exception {
        open(robot, WanAdapter.whole(), Optional.of(WAN));
        forecast();
        assertThat(text(robot, "#headline")).isEqualTo("Works in diffusers and ComfyUI as it is.");
        assertThat(window.patch.adapter().rowsProperty().get().tally().count(
                window.patch.adapter().rowsProperty().get().tree().root(), FitState.FITS)).isEqualTo(240);
        assertThat(robot.lookup("#headline-step").query().isVisible()).isFalse();
        Screenshots.take(window.scene(), "verdict-1-works");
        robot.clickOn("#program").clickOn("kohya");
        WindowFixture.await(() -> window.shell.program().isPresent());
        window.settle();
        assertThat(window.workspace.state().program()).contains(Program.KOHYA);
        assertThat(robot.lookup("#filter-ERROR").queryLabeled().getText()).as("severities are those for the program").endsWith("1");
        assertThat(robot.lookup("#headline-step").query().isVisible()).isTrue();
        Screenshots.take(window.scene(), "verdict-2-kohya");
        robot.clickOn("#headline-step");
        WindowFixture.await(() -> text(robot, "#headline").startsWith("With these rules"));
        Screenshots.take(window.scene(), "verdict-3-mapped");
        robot.clickOn("#headline-step");
        WindowFixture.await(() -> window.scene().lookup("#export-sheet") != null);
        assertThat(window.export.programProperty().get()).isEqualTo(Program.KOHYA);
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void theModelThatAFileLooksMadeForIsOneButtonAway(FxRobot robot) throws Exception {
        open(robot, WanAdapter.whole(), Optional.empty());
        WindowFixture.await(() -> robot.lookup("#verdict-header").query().isVisible());
        robot.interact(() -> stage.setWidth(980));
        WindowFixture.await(() -> window.scene().getWidth() == 980);
        Screenshots.take(window.scene(), "verdict-4-no-base-980");
        assertThat(window.scene().getRoot().minWidth(-1)).as("nothing is cut at the edges").isLessThanOrEqualTo(980);
        robot.clickOn("#base-selector");
        WindowFixture.await(() -> robot.lookup("Wan 2.1 T2V 1.3B · 120 of 120 fit").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE).clickOn("#headline-step");
        WindowFixture.await(() -> window.shell.statusProperty().get().base().isPresent());
        window.settle();
        assertThat(text(robot, "#headline")).startsWith("Works in");
    }
}
