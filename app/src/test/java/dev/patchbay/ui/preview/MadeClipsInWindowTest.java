package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.control.VideoPlayer;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.preview.made.CommandWords;
import dev.patchbay.ui.preview.made.DifferenceModel;
import dev.patchbay.ui.preview.made.MadeClip;
import dev.patchbay.ui.preview.setting.OwnPresets;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import dev.patchbay.workspace.saved.SavedAdapter;
import dev.patchbay.workspace.saved.SavedFile;
import dev.patchbay.workspace.saved.SavedPreview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What can be done with clips that were made, with mouse and keyboard: history, queue, grid of strengths, difference. */
@WindowTest
class MadeClipsInWindowTest {

    private static final Path OUTLINE = Path.of("src/main/resources/dev/patchbay/demo/outline-diffusers.safetensors");
    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    @TempDir
    private Path folder = Path.of("unset");

    private final SquarePipelines pipelines = SquarePipelines.small();
    private final ChosenFiles files = new ChosenFiles();
    private PreviewViewModel viewModel;
    private PreviewBench bench;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        bench = new PreviewBench(pipelines, FxTaskExecutor.oneByOne("generation"), new FxTaskExecutor());
        viewModel = bench.viewModel;
        ThemedStage.show(stage, new PreviewView(viewModel, files), Appearance.LIGHT);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> viewModel.close());
    }

    private void open(FxRobot robot) throws Exception {
        robot.interact(() -> viewModel.model().choose(MODEL));
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        robot.interact(() -> {
            try {
                bench.openAdapter();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            viewModel.settings().promptProperty().set("it's a red circle");
            viewModel.settings().seedProperty().set(3);
        });
        FxWait.until(() -> viewModel.adapters().size() == 1);
    }

    private void makeOne(FxRobot robot, int soFar) {
        robot.interact(() -> robot.lookup("#preview-run").query().requestFocus());
        robot.push(KeyCode.SPACE);
        FxWait.until(() -> viewModel.runs().history().clips().size() == soFar + 1 && !viewModel.runningProperty().get());
    }

    @Test
    void aRunIsShownAgainRunAgainAndCopiedAsACommandLine(FxRobot robot) throws Exception {
        open(robot);
        assertThat(robot.lookup("#preview-history-pane").query().isVisible()).isFalse();
        makeOne(robot, 0);
        robot.interact(() -> {
            viewModel.settings().seedProperty().set(8);
            viewModel.settings().promptProperty().set("a blue square");
            viewModel.adapters().getFirst().strengthProperty().set(0.5);
        });
        makeOne(robot, 1);
        ListView<?> list = robot.lookup("#preview-history").queryListView();
        robot.interact(() -> {
            list.getSelectionModel().select(1);
            list.requestFocus();
        });
        robot.push(KeyCode.ENTER);
        assertThat(viewModel.resultProperty().get().orElseThrow().request().seed()).as("the first one is shown").isEqualTo(3);
        assertThat(label(robot, "#player-with")).contains("at 1");
        Screenshots.take(stage.getScene(), "preview-history");
        robot.clickOn("#preview-history-copy");
        Optional<String> copied = fromClipboard(robot);
        assertThat(copied.orElseThrow())
                .startsWith("patchbay preview --model ")
                .contains("trail-diffusers.safetensors:1 --compare --prompt 'it'\\''s a red circle' --seed 3 --steps 20 --frames 17")
                .endsWith("--width 64 --height 64 --guidance 4 --scheduler dpm --out clip.mp4");
        robot.clickOn("#preview-history-again");
        FxWait.until(() -> viewModel.runs().history().clips().size() == 3);
        GenerationRequest again = pipelines.requests().getLast();
        assertThat(again.seed()).isEqualTo(3);
        assertThat(again.adapters().getFirst().strength()).isEqualTo(1);
        assertThat(viewModel.settings().promptProperty().get()).as("its settings are taken over").isEqualTo("it's a red circle");
    }

    private static Optional<String> fromClipboard(FxRobot robot) {
        AtomicReference<String> found = new AtomicReference<>();
        robot.interact(() -> found.set(Clipboard.getSystemClipboard().getString()));
        return Optional.ofNullable(found.get());
    }

    private static String label(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    @Test
    void runsWaitForEachOtherAndCanBeTakenOut(FxRobot robot) throws Exception {
        open(robot);
        pipelines.holdAfter(1, 2);
        robot.interact(() -> robot.lookup("#preview-run").query().requestFocus());
        robot.push(KeyCode.SPACE);
        FxWait.until(() -> viewModel.statusProperty().get().filter(status -> status.done() == 2).isPresent());
        robot.interact(() -> viewModel.settings().seedProperty().set(11));
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.ENTER);
        robot.interact(() -> viewModel.settings().seedProperty().set(12));
        robot.clickOn("#preview-queue");
        assertThat(viewModel.runs().queue()).extracting(order -> order.base().seed()).containsExactly(11L, 12L);
        Screenshots.take(stage.getScene(), "preview-queue");
        robot.interact(() -> robot.lookup("#preview-queued-cancel").query().requestFocus());
        robot.push(KeyCode.SPACE);
        assertThat(viewModel.runs().queue()).extracting(order -> order.base().seed()).containsExactly(12L);
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> viewModel.runs().history().clips().size() == 1 && !viewModel.runningProperty().get());
        assertThat(viewModel.runs().history().clips()).extracting(made -> made.order().base().seed()).containsExactly(12L);
        assertThat(viewModel.runs().queue()).isEmpty();
    }

    @Test
    void aGridHasACellWithoutTheAdapterAndOneForEachStrength(FxRobot robot) throws Exception {
        open(robot);
        TextField strengths = robot.lookup("#preview-sweep-strengths").queryAs(TextField.class);
        robot.interact(() -> {
            strengths.setText("0.5, one");
            strengths.requestFocus();
        });
        robot.push(KeyCode.ENTER);
        assertThat(viewModel.runningProperty().get()).as("what is no strength starts nothing").isFalse();
        assertThat(strengths.getPseudoClassStates()).extracting(Object::toString).contains("danger");
        robot.interact(() -> strengths.setText("0, 0.5, 1"));
        robot.push(KeyCode.ENTER);
        FxWait.until(() -> viewModel.resultProperty().get().isPresent());
        assertThat(pipelines.requests()).extracting(request -> request.adapters().isEmpty() ? 0 : request.adapters().getFirst().strength())
                .containsExactly(0.0, 0.5, 1.0);
        assertThat(viewModel.resultProperty().get().orElseThrow().without().width()).as("two columns").isEqualTo(64 + 4 + 64);
        assertThat(label(robot, "#preview-result")).endsWith("grid, row by row: without, 0, 0.5, 1");
        assertThat(label(robot, "#player-without")).isEqualTo("Grid, row by row: without, 0, 0.5, 1");
        MadeClip made = viewModel.runs().history().clips().getFirst();
        assertThat(CommandWords.words(made.order())).contains("--sweep", "0,0.5,1", "--sheet");
        Screenshots.take(stage.getScene(), "preview-grid");
    }

    @Test
    void theDifferenceIsShownInPlaceOfTheSecondPicture(FxRobot robot) throws Exception {
        open(robot);
        makeOne(robot, 0);
        ComboBox<DifferenceModel.Kind> kind = robot.lookup("#preview-difference").queryComboBox();
        robot.interact(kind::requestFocus);
        robot.push(KeyCode.DOWN);
        FxWait.until(() -> viewModel.difference().clipProperty().get().isPresent());
        assertThat(viewModel.difference().kindProperty().get()).isEqualTo(DifferenceModel.Kind.AMPLIFIED);
        robot.interact(() -> robot.lookup("#player").queryAs(VideoPlayer.class).playback().goTo(0));
        assertThat(corner(robot)).as("the background is the same").isEqualTo(Color.rgb(128, 128, 128));
        assertThat(label(robot, "#player-with")).isEqualTo("Difference × 4");
        Screenshots.take(stage.getScene(), "preview-difference");
        robot.push(KeyCode.DOWN);
        FxWait.until(() -> viewModel.difference().clipProperty().get().isPresent());
        robot.interact(() -> robot.lookup("#player").queryAs(VideoPlayer.class).playback().goTo(0));
        assertThat(corner(robot)).isEqualTo(Color.BLACK);
        Screenshots.take(stage.getScene(), "preview-difference-heat");
        robot.push(KeyCode.UP).push(KeyCode.UP);
        assertThat(label(robot, "#player-with")).contains("trail-diffusers");
    }

    @Test
    void aPresetOfOnesOwnIsKeptAndChosen(FxRobot robot) throws Exception {
        open(robot);
        robot.interact(() -> viewModel.settings().stepsProperty().set(7));
        ComboBox<String> names = robot.lookup("#preview-own-presets").queryComboBox();
        robot.interact(() -> names.getEditor().requestFocus());
        robot.write("quick look");
        robot.interact(() -> robot.lookup("#preview-own-keep").query().requestFocus());
        robot.push(KeyCode.SPACE);
        assertThat(viewModel.presets().names()).containsExactly("quick look");
        Object written = OwnPresets.SETTING.written().apply(viewModel.presets().presetsProperty().get());
        assertThat(OwnPresets.SETTING.read().apply(written)).contains(viewModel.presets().presetsProperty().get());
        robot.interact(() -> {
            viewModel.settings().stepsProperty().set(30);
            names.getSelectionModel().clearSelection();
            names.getSelectionModel().select("quick look");
        });
        assertThat(viewModel.settings().stepsProperty().get()).isEqualTo(7);
        Screenshots.take(stage.getScene(), "preview-own-preset");
        robot.interact(() -> robot.lookup("#preview-own-remove").query().requestFocus());
        robot.push(KeyCode.SPACE);
        assertThat(viewModel.presets().names()).isEmpty();
    }

    /** Rows with strength and switch for each; they are played together. */
    @Test
    void anotherAdapterIsAddedAndPlayedWithTheFirst(FxRobot robot) throws Exception {
        open(robot);
        knowOpening();
        files.answer(OUTLINE);
        robot.interact(() -> robot.lookup("#preview-adapter-add").query().requestFocus());
        robot.push(KeyCode.SPACE);
        FxWait.until(() -> viewModel.adapters().size() == 2);
        assertThat(viewModel.adapters()).extracting(AdapterRow::name)
                .containsExactly("trail-diffusers.safetensors", "outline-diffusers.safetensors");
        robot.interact(() -> viewModel.adapters().getLast().strengthProperty().set(0.25));
        makeOne(robot, 0);
        assertThat(pipelines.requests().getLast().adapters()).extracting(AppliedAdapter::strength).containsExactly(1.0, 0.25);
        assertThat(label(robot, "#player-with")).contains("trail-diffusers").contains("outline-diffusers");
        Screenshots.take(stage.getScene(), "preview-two-adapters");
        robot.interact(() -> viewModel.adapters().getLast().enabledProperty().set(false));
        makeOne(robot, 1);
        assertThat(pipelines.requests().getLast().adapters()).hasSize(1);
        robot.interact(() -> robot.lookup("#preview-adapter-remove").query().requestFocus());
        robot.push(KeyCode.SPACE);
        assertThat(viewModel.adapters()).hasSize(1);
    }

    private void knowOpening() {
        viewModel.adapterRows().knowOpening((file, base) -> {
            WorkspaceState state = WorkspaceState.EMPTY.with(TestOpener.OPENER.open(file));
            return Analyzer.analyze(base.map(state::with).orElse(state));
        });
    }

    /** Rows beside the first, and the crop, are in a workspace file; one whose file is missing keeps its place there. */
    @Test
    void addedRowsAndTheCropComeBackWithAWorkspace(FxRobot robot) throws Exception {
        open(robot);
        knowOpening();
        Path gone = folder.resolve("gone.safetensors");
        SavedPreview saved = FxWait.get(viewModel::saved).with(List.of(
                new SavedAdapter(SavedFile.of(OUTLINE), 0.25, false), new SavedAdapter(SavedFile.of(gone), 2, true)));
        robot.interact(() -> {
            viewModel.settings().croppedProperty().set(true);
            viewModel.restore(saved);
        });
        FxWait.until(() -> viewModel.adapters().size() == 2 && viewModel.isSettled());
        AdapterRow row = viewModel.adapters().getLast();
        assertThat(row.name()).isEqualTo("outline-diffusers.safetensors");
        assertThat(row.strengthProperty().get()).isEqualTo(0.25);
        assertThat(row.enabledProperty().get()).isFalse();
        assertThat(viewModel.settings().croppedProperty().get()).as("as it was saved").isFalse();
        assertThat(viewModel.noticeProperty().get().orElseThrow().message().text()).contains("gone.safetensors");
        assertThat(FxWait.get(viewModel::saved)).isEqualTo(saved);
        robot.interact(() -> viewModel.restore(saved.with(List.of())));
        assertThat(viewModel.adapters()).hasSize(1);
    }

    /** The history does not keep files open; they are opened again, or what is missing is told. */
    @Test
    void aRunIsRepeatedAfterItsAdapterLeftTheWindow(FxRobot robot) throws Exception {
        open(robot);
        knowOpening();
        Path file = Files.copy(OUTLINE, folder.resolve("outline.safetensors"));
        robot.interact(() -> viewModel.adapterRows().add(file));
        FxWait.until(() -> viewModel.adapters().size() == 2);
        pipelines.readAdapters();
        makeOne(robot, 0);
        robot.interact(() -> viewModel.adapterRows().remove(viewModel.adapters().getLast()));
        MadeClip made = viewModel.runs().history().clips().getFirst();
        robot.interact(() -> viewModel.again(made));
        FxWait.until(() -> viewModel.runs().history().clips().size() == 2 && !viewModel.runningProperty().get());
        assertThat(pipelines.requests().getLast().adapters()).hasSize(2);
        Files.delete(file);
        robot.interact(() -> viewModel.again(made));
        FxWait.until(() -> viewModel.noticeProperty().get().isPresent());
        assertThat(viewModel.noticeProperty().get().orElseThrow().message().text()).contains("outline.safetensors").contains("moved away");
    }

    private static Color corner(FxRobot robot) {
        return robot.lookup("#player-picture-with").queryAs(ImageView.class).getImage().getPixelReader().getColor(1, 1);
    }
}
