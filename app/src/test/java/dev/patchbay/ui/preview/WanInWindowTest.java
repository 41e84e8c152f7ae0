package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.wan.WanReference;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.message.Message;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.control.VideoPlayer;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Workspace;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A Wan folder goes through the Preview place as any other model does: chosen, described, both clips made and shown. */
@WindowTest
@Tag("torch")
class WanInWindowTest {

    private final WanReference model = new WanReference("wan2.1-t2v-1.3b");
    private final ChosenFiles files = new ChosenFiles();
    private Stage stage;
    private PreviewViewModel viewModel;

    @Start
    void start(Stage primary) throws Exception {
        stage = primary;
        Workspace workspace = new Workspace(new FxTaskExecutor());
        viewModel = new PreviewViewModel(
                workspace, CommandLineForTests.SERVICES.pipelines(), FxTaskExecutor.oneByOne("generation"), new FxTaskExecutor(),
                Optional.empty(), Optional.empty());
        Checkpoint adapter = TestOpener.OPENER.open(model.folder().resolve("lora-style-1.safetensors"));
        BaseModel base = new BaseModels(TestOpener.OPENER).open(model.folder());
        workspace.change(Message.of("workspace.start"), state -> state.with(base).with(adapter));
        ThemedStage.show(stage, new PreviewView(viewModel, files), Appearance.LIGHT);
    }

    @AfterEach
    void close(FxRobot robot) throws Exception {
        robot.interact(() -> viewModel.close());
        model.close();
    }

    private static void type(FxRobot robot, String field, String text) {
        robot.doubleClickOn(field + " .text-field").push(KeyCode.CONTROL, KeyCode.A).write(text).push(KeyCode.ENTER);
    }

    private static String label(FxRobot robot, String query) {
        return ((Labeled) robot.lookup(query).query()).getText();
    }

    @Test
    void aFolderIsChosenAndBothClipsAreMade(FxRobot robot) throws Exception {
        files.answer(model.folder());
        robot.clickOn("#preview-choose-model");
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent() && !viewModel.adapters().isEmpty());
        robot.clickOn("#preview-prompt").write(WanReference.PROMPT);
        type(robot, "#preview-width", "48");
        type(robot, "#preview-height", "32");
        type(robot, "#preview-frames", "9");
        type(robot, "#preview-steps", "4");
        robot.clickOn("#preview-run");
        FxWait.until(() -> viewModel.resultProperty().get().isPresent());
        assertThat(label(robot, "#preview-result")).contains("4 steps").contains("48×32 · 9 frames").contains("style-1.safetensors at 1");
        assertThat(robot.lookup("#player").queryAs(VideoPlayer.class).playback().frameCountProperty().get()).isEqualTo(9);
        Screenshots.take(stage.getScene(), "preview-wan");
    }
}
