package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.MachineModels.Held;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.generation.worker.WorkerSettingJson;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.control.NoticePane;
import dev.patchbay.ui.control.VideoPlayer;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.preview.setting.Preset;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@WindowTest
class PreviewViewTest {

    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");
    private static final DemoFiles DEMO =
            new DemoFiles(MODEL, PreviewBench.ADAPTER, PreviewBench.ADAPTER, "a red circle moving right on a black background", 3);

    private final SquarePipelines pipelines = SquarePipelines.small();
    private final ChosenFiles files = new ChosenFiles();
    @TempDir
    private Path folder;

    private WorkerPlace place;
    private PreviewViewModel viewModel;
    private PreviewBench bench;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        show(Appearance.LIGHT);
    }

    private void show(Appearance appearance) {
        WorkerSettingJson setting = new WorkerSettingJson(folder.resolve("worker.json"));
        MachineModels there = new MachineModels(List.of(new Held("org/far-away", Path.of("/models/far-away"))), List.of());
        place = new WorkerPlace(setting::command, setting::choose, command -> there, new FxTaskExecutor());
        bench = new PreviewBench(
                pipelines, FxTaskExecutor.oneByOne("generation"), new FxTaskExecutor(), Optional.empty(), Optional.of(place));
        viewModel = bench.viewModel;
        viewModel.knowDemo(DEMO);
        ThemedStage.show(stage, new PreviewView(viewModel, files), appearance);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> viewModel.close());
        Locale.setDefault(Locale.US);
    }

    @Test
    void withNothingOpenItSaysWhatToDo(FxRobot robot) throws Exception {
        Screenshots.take(stage.getScene(), "preview-empty");
        robot.clickOn("#preview-run");
        assertThat(robot.lookup("#preview-notice").queryAs(NoticePane.class).isShowing()).isTrue();
        assertThat(label(robot, "#preview-notice .notification-bar .label")).startsWith("No model is chosen yet");
        Screenshots.take(stage.getScene(), "preview-no-model");
    }

    @Test
    void controlEnterMakesBothClipsAndPlaysThem(FxRobot robot) throws Exception {
        open(robot);
        robot.clickOn("#preview-prompt").push(KeyCode.CONTROL, KeyCode.ENTER);
        waitForResult();
        VideoPlayer player = robot.lookup("#player").queryAs(VideoPlayer.class);
        assertThat(player.playback().frameCountProperty().get()).isEqualTo(17);
        assertThat(player.playback().playingProperty().get()).isTrue();
        assertThat(robot.lookup("#preview-prompt").query().isFocused()).as("who types is not disturbed").isTrue();
        assertThat(label(robot, "#preview-result"))
                .isEqualTo("seed 3 · 20 steps · guidance 4 · DPM · 64×64 · 17 frames · trail-diffusers.safetensors at 1");
        assertThat(robot.lookup("#preview-prompt").queryAs(TextInputControl.class).getText()).isEqualTo(DEMO.prompt());
        robot.interact(() -> player.playback().goTo(8));
        Screenshots.take(stage.getScene(), "preview-result");
        robot.interact(() -> player.playback().toggleLayout());
        Screenshots.take(stage.getScene(), "preview-result-wipe");
    }

    @Test
    void whileItRunsItSaysHowFarAndEscapeStopsIt(FxRobot robot) throws Exception {
        open(robot);
        pipelines.tellStep(Duration.ofMillis(60));
        pipelines.holdAfter(2, 5);
        robot.clickOn("#preview-run");
        FxWait.until(() -> label(robot, "#preview-stage").startsWith("With the adapter: step 5"));
        assertThat(label(robot, "#preview-times")).isEqualTo("0.06 s a step · 1.02 s left");
        assertThat(robot.lookup("#preview-run").query().isVisible()).isFalse();
        assertThat(label(robot, "#player-with")).as("what there is of it is shown").contains("coarse");
        Screenshots.take(stage.getScene(), "preview-running");
        assertThat(robot.lookup("#preview-progress").query().getLayoutBounds().getHeight()).isGreaterThanOrEqualTo(6);
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> !viewModel.runningProperty().get());
        assertThat(viewModel.resultProperty().get()).isEmpty();
        assertThat(robot.lookup("#preview-run").query().isFocused()).isTrue();
        assertThat(robot.lookup("#preview-notice").queryAs(NoticePane.class).isShowing()).isFalse();
        assertThat(robot.lookup("#player-awaited").query().isVisible()).isFalse();
    }

    @Test
    void fromTheFirstStepOnTheClipIsShownAsCoarseAsItsLatentsAre(FxRobot robot) throws Exception {
        open(robot);
        VideoPlayer player = robot.lookup("#player").queryAs(VideoPlayer.class);
        pipelines.holdAfter(1, 1);
        robot.clickOn("#preview-run");
        FxWait.until(() -> player.isVisible() && label(robot, "#player-without").contains("coarse"));
        assertThat(label(robot, "#player-without")).isEqualTo("Without (coarse, from the latents)");
        assertThat(label(robot, "#preview-coarse")).contains("linear projection of the latents").contains("83 %");
        robot.interact(() -> player.playback().goTo(0));
        assertThat(pixel(robot, "#player-picture-without")).as("first frame").isEqualTo(Color.rgb(255, 6, 0));
        robot.interact(() -> player.playback().goTo(16));
        assertThat(pixel(robot, "#player-picture-without")).as("last frame").isEqualTo(Color.rgb(51, 6, 204));
        Screenshots.take(stage.getScene(), "preview-coarse-first");
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> !viewModel.runningProperty().get());
        assertThat(player.isVisible()).as("nothing was made").isFalse();

        pipelines.holdAfter(3, 2);
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        FxWait.until(() -> label(robot, "#player-with").contains("coarse"));
        assertThat(label(robot, "#player-without")).isEqualTo("Without");
        robot.interact(() -> player.playback().goTo(0));
        assertThat(pixel(robot, "#player-picture-with")).isEqualTo(Color.rgb(255, 12, 0));
        Screenshots.take(stage.getScene(), "preview-coarse-second");
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> !viewModel.runningProperty().get());
        assertThat(label(robot, "#player-without")).isEqualTo("Without");
        assertThat(robot.lookup("#player-picture-with").query().isVisible()).isFalse();
    }

    private static Color frame(FxRobot robot, String field) {
        Region spinner = robot.lookup(field).queryAs(Region.class);
        return (Color) spinner.getBorder().getStrokes().getFirst().getTopStroke();
    }

    private static Color pixel(FxRobot robot, String picture) {
        return robot.lookup(picture).queryAs(ImageView.class).getImage().getPixelReader().getColor(1, 1);
    }

    /** What lies on the worker's machine is chosen from, since no dialog here can show it. */
    @Test
    void theModelsOfTheWorkersMachineAreOffered(FxRobot robot) throws Exception {
        open(robot);
        assertThat(robot.lookup("#preview-machine-models").query().isVisible()).isFalse();
        robot.interact(() -> place.choose(Optional.of("ssh box patchbay worker")));
        FxWait.until(() -> robot.lookup("#preview-machine-models").query().isVisible());
        MenuButton models = robot.lookup("#preview-machine-models").queryAs(MenuButton.class);
        Screenshots.take(stage.getScene(), "preview-machine");
        robot.interact(() -> models.getItems().getFirst().fire());
        FxWait.until(() -> viewModel.model().folderProperty().get().equals(Optional.of(Path.of("/models/far-away"))));
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        robot.interact(() -> place.choose(Optional.empty()));
        FxWait.until(() -> !robot.lookup("#preview-machine-models").query().isVisible());
    }

    @Test
    void whoStartedByTheButtonCanStepThroughTheClipAtOnce(FxRobot robot) throws Exception {
        open(robot);
        robot.clickOn("#preview-run");
        waitForResult();
        robot.push(KeyCode.HOME).push(KeyCode.RIGHT);
        assertThat(robot.lookup("#player").queryAs(VideoPlayer.class).playback().frameProperty().get()).isEqualTo(1);
    }

    @Test
    void itsCommandsFollowWhatCanBeDone(FxRobot robot) throws Exception {
        open(robot);
        List<Command> commands = robot.lookup("#preview").queryAs(PreviewView.class).commands().getFirst().commands();
        Command run = commands.get(0);
        Command stop = commands.get(1);
        assertThat(run.enabled().get()).isTrue();
        assertThat(stop.enabled().get()).isFalse();
        pipelines.holdAfter(1, 1);
        robot.interact(run::run);
        assertThat(run.enabled().get()).isFalse();
        robot.interact(stop::run);
        FxWait.until(() -> run.enabled().get());
        assertThat(viewModel.resultProperty().get()).isEmpty();
    }

    @Test
    void theStrengthSliderMovesByKeysInTwentieths(FxRobot robot) throws Exception {
        open(robot);
        Slider slider = robot.lookup("#preview-strength").queryAs(Slider.class);
        robot.interact(slider::requestFocus);
        robot.push(KeyCode.LEFT).push(KeyCode.LEFT).push(KeyCode.LEFT);
        assertThat(viewModel.adapters().getFirst().strengthProperty().get()).isEqualTo(0.85);
        assertThat(label(robot, "#preview-strength-value")).isEqualTo("0.85");
        robot.push(KeyCode.HOME);
        assertThat(viewModel.adapters().getFirst().strengthProperty().get()).isEqualTo(-2);
    }

    @Test
    void whatIsTypedCountsWithoutBeingConfirmed(FxRobot robot) throws Exception {
        open(robot);
        type(robot, "#preview-steps", "6");
        type(robot, "#preview-frames", "9");
        type(robot, "#preview-guidance", "2,5");
        type(robot, "#preview-seed", "99");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        waitForResult();
        assertThat(pipelines.requests().getFirst().steps()).isEqualTo(6);
        assertThat(pipelines.requests().getFirst().frames()).isEqualTo(9);
        assertThat(pipelines.requests().getFirst().guidance()).isEqualTo(2.5);
        assertThat(pipelines.requests().getFirst().seed()).isEqualTo(99);
    }

    @Test
    void whatCannotBeUsedStaysAsItWasTypedAndIsMarked(FxRobot robot) throws Exception {
        open(robot);
        type(robot, "#preview-steps", "many");
        robot.clickOn("#preview-prompt");
        assertThat(robot.lookup("#preview-steps").queryAs(Spinner.class).getEditor().getText()).isEqualTo("many");
        assertThat(isMarked(robot, "#preview-steps")).isTrue();
        assertThat(label(robot, "#preview-clip-wrong")).isEqualTo("“many” is not a number that can be used here.");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(viewModel.runningProperty().get()).as("nothing is made of other numbers").isFalse();
        assertThat(robot.lookup("#preview-steps").query().isFocusWithin()).isTrue();
        type(robot, "#preview-steps", "0");
        type(robot, "#preview-width", "65");
        robot.push(KeyCode.ENTER);
        FxWait.until(() -> label(robot, "#preview-clip-wrong").startsWith("0 steps are not possible"));
        assertThat(isMarked(robot, "#preview-steps")).isTrue();
        assertThat(isMarked(robot, "#preview-width")).isFalse();
        type(robot, "#preview-steps", "4");
        robot.push(KeyCode.ENTER);
        FxWait.until(() -> label(robot, "#preview-clip-wrong").startsWith("A clip of 65 × 64 pixels is not possible"));
        assertThat(isMarked(robot, "#preview-width")).isTrue();
        assertThat(robot.lookup("#preview-width").queryAs(Spinner.class).getEditor().getText()).isEqualTo("65");
        assertThat(frame(robot, "#preview-width").getRed()).as("a red frame").isGreaterThan(2 * frame(robot, "#preview-width").getGreen());
        assertThat(frame(robot, "#preview-frames")).as("and none around what is right").isNotEqualTo(frame(robot, "#preview-width"));
        Screenshots.take(stage.getScene(), "preview-wrong-fields");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        FxWait.until(() -> viewModel.noticeProperty().get().isPresent());
        assertThat(pipelines.requests()).isEmpty();
        assertThat(label(robot, "#preview-notice .notification-bar .label")).startsWith("A clip of 65 × 64 pixels is not possible");
        type(robot, "#preview-width", "64");
        robot.push(KeyCode.ENTER);
        FxWait.until(() -> !robot.lookup("#preview-clip-wrong").query().isVisible());
        assertThat(isMarked(robot, "#preview-width")).isFalse();
    }

    @Test
    void whatARunTakesIsSaidBeforeItAndInRedWhereItWillNotFit(FxRobot robot) throws Exception {
        open(robot);
        FxWait.until(() -> label(robot, "#preview-forecast").startsWith("About 44 s"));
        assertThat(robot.lookup("#preview-forecast").query().getStyleClass()).doesNotContain(Styles.DANGER);
        pipelines.setAvailable(9 * 64 * 64);
        type(robot, "#preview-steps", "4");
        robot.push(KeyCode.ENTER);
        FxWait.until(() -> label(robot, "#preview-forecast").startsWith("It will not fit"));
        assertThat(label(robot, "#preview-forecast")).endsWith("It fits with 9 frames of 64 × 64.");
        assertThat(robot.lookup("#preview-forecast").query().getStyleClass()).contains(Styles.DANGER);
        Screenshots.take(stage.getScene(), "preview-forecast");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        waitForResult();
        assertThat(label(robot, "#player-with")).isEqualTo("With trail-diffusers.safetensors at 1");
    }

    @Test
    void aWorkerIsChosenByTypingItsCommand(FxRobot robot) throws Exception {
        open(robot);
        robot.interact(() -> robot.lookup("#preview-place-command").queryAs(RadioButton.class).requestFocus());
        robot.interact(() -> robot.lookup("#preview-place-command").queryAs(RadioButton.class).fire());
        robot.write("ssh box patchbay worker").push(KeyCode.ENTER);
        FxWait.until(() -> place.commandProperty().get().equals(Optional.of("ssh box patchbay worker")));
        assertThat(Files.readString(folder.resolve("worker.json"))).contains("ssh box patchbay worker");
        Screenshots.take(stage.getScene(), "preview-place");
        robot.interact(() -> robot.lookup("#preview-place-here").queryAs(RadioButton.class).fire());
        FxWait.until(() -> place.commandProperty().get().isEmpty());
        assertThat(folder.resolve("worker.json")).doesNotExist();
    }

    private static boolean isMarked(FxRobot robot, String field) {
        return robot.lookup(field).query().getPseudoClassStates().contains(Styles.STATE_DANGER);
    }

    @Test
    void presetsAreAClickAndTellWhenTheyNoLongerHold(FxRobot robot) throws Exception {
        open(robot);
        robot.clickOn("#preview-preset-draft");
        assertThat(viewModel.settings().stepsProperty().get()).isEqualTo(8);
        assertThat(viewModel.model().matchingPreset()).contains(Preset.DRAFT);
        assertThat(robot.lookup("#preview-preset-draft").queryAs(ToggleButton.class).isSelected()).isTrue();
        type(robot, "#preview-steps", "9");
        robot.push(KeyCode.ENTER);
        assertThat(robot.lookup("#preview-preset-draft").queryAs(ToggleButton.class).isSelected()).isFalse();
    }

    @Test
    void clipsAreSavedInTheBackground(FxRobot robot, @TempDir Path folder) throws Exception {
        open(robot);
        robot.clickOn("#preview-run");
        waitForResult();
        files.answer(folder.resolve("both.gif"));
        robot.clickOn("#preview-save-gif");
        FxWait.until(() -> viewModel.noticeProperty().get().isPresent());
        assertThat(label(robot, "#preview-notice .notification-bar .label")).startsWith("Saved " + folder.resolve("both.gif"));
        assertThat(files.suggested().getLast().getFileName()).hasToString("a-red-circle-moving-right-on-a-black-bac-3-side-by-side.gif");
        assertThat(folder.resolve("both.gif")).isNotEmptyFile();
        Screenshots.take(stage.getScene(), "preview-saved");
        files.answer(folder);
        robot.clickOn("#preview-save-frames");
        Path frames = folder.resolve("a-red-circle-moving-right-on-a-black-bac-3-side-by-side");
        FxWait.until(() -> Files.isDirectory(frames));
    }

    @Test
    void theDarkOneAndTheChineseOne(FxRobot robot) throws Exception {
        robot.interact(() -> {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            viewModel.close();
            show(Appearance.DARK);
        });
        open(robot);
        robot.clickOn("#preview-run");
        waitForResult();
        assertThat(label(robot, "#preview-run")).isEqualTo("生成片段");
        robot.interact(() -> robot.lookup("#player").queryAs(VideoPlayer.class).playback().goTo(8));
        Screenshots.take(stage.getScene(), "preview-result-dark-zh");
    }

    /** The demo's model and an adapter, as a person has them after opening both. */
    private void open(FxRobot robot) {
        robot.interact(() -> {
            try {
                bench.openAdapter();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            viewModel.model().choose(MODEL);
        });
        FxWait.until(() ->
                viewModel.model().infoProperty().get().isPresent() && !viewModel.adapters().isEmpty());
    }

    private void waitForResult() {
        FxWait.until(() -> viewModel.resultProperty().get().isPresent());
    }

    private static void type(FxRobot robot, String field, String text) {
        robot.doubleClickOn(field + (field.equals("#preview-seed") ? "" : " .text-field"));
        robot.push(KeyCode.CONTROL, KeyCode.A).write(text);
    }

    private static String label(FxRobot robot, String query) {
        return ((Labeled) robot.lookup(query).query()).getText();
    }
}
