package dev.patchbay.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.theme.Appearance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@WindowTest
class ExportPanelTest {

    @TempDir
    static Path folder;

    private final ChosenFiles files = new ChosenFiles();
    private final AtomicInteger closed = new AtomicInteger();
    private ExportBench bench;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        show(Appearance.LIGHT);
    }

    private void show(Appearance appearance) {
        bench = new ExportBench(new FxTaskExecutor(), folder);
        BorderPane root = new BorderPane();
        root.setCenter(new Region());
        root.setRight(new ExportPanel(bench.viewModel, files, closed::incrementAndGet));
        ThemedStage.show(stage, root, appearance);
        bench.viewModel.open();
    }

    @AfterEach
    void englishAgain() {
        Locale.setDefault(Locale.US);
    }

    @Test
    void thePlanIsShownBeforeAnythingIsWritten(FxRobot robot) throws Exception {
        Screenshots.take(stage.getScene(), "export-waiting");
        openAndRepair(robot);
        assertThat(label(robot, "#export-run")).isEqualTo("Export 240 tensors");
        assertThat(label(robot, "#export-scale")).isEqualTo("0.25: SAT writes none and uses 1 / rank");
        assertThat(robot.lookup("#export-names").queryAs(ListView.class).getItems()).hasSize(240);
        assertThat(robot.lookup("#export-dropped").query().isVisible()).isTrue();
        Screenshots.take(stage.getScene(), "export-plan");
        robot.clickOn("#export-scale-metadata");
        waitFor(Phase.READY);
        assertThat(label(robot, "#export-scale-outcome")).isEqualTo("Rank and alpha go into lora_adapter_metadata.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theButtonWritesAndTheProofFollows(FxRobot robot) throws Exception {
        openAndRepair(robot);
        Path target = Files.createDirectory(folder.resolve("out")).resolve("dance.safetensors");
        files.answer(target);
        robot.clickOn("#export-choose");
        assertThat(label(robot, "#export-target")).isEqualTo(target.toString());
        robot.clickOn("#export-run");
        waitFor(Phase.DONE);
        assertThat(label(robot, "#export-verified"))
                .startsWith(target + ", ")
                .contains("All 240 tensors were read again: every value is exactly as wanted.")
                .endsWith("what diffusers does with it is not known without the base model.");
        assertThat(label(robot, ".export-done-title")).isEqualTo("Written and read back");
        assertThat(target).exists();
        Screenshots.take(stage.getScene(), "export-done");
        robot.clickOn("#export-preview").clickOn("#export-show");
        assertThat(bench.previewed).containsExactly(target);
        assertThat(bench.shownInFolder).containsExactly(target);
        robot.clickOn("#export-open").clickOn("#export-copy-path");
        assertThat(bench.opened).containsExactly(target);
        assertThat(FxWait.get(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(target.toString());
        Files.delete(target);
        Files.delete(target.getParent());
    }

    @Test
    void theAlphaIsShownAndChosenAndEveryProgramIsAskedAboutTheResult(FxRobot robot) throws Exception {
        openAndRepair(robot);
        BaseModel base = new BaseModels(TestOpener.OPENER)
                .open(Path.of("src/test/resources/reference/sat-tiny-30-layers/diffusers-transformer"));
        robot.interact(() -> bench.workspace.change(Message.of("ui.step.base", base.name()), state -> state.with(base)));
        waitFor(Phase.READY);
        FxWait.until(() -> robot.lookup("#export-reader-diffusers").tryQuery().isPresent());
        for (Program program : Program.judged()) {
            assertThat(label(robot, "#export-reader-" + program.word())).startsWith(program.title());
        }
        assertThat(label(robot, "#export-reader-peft")).as("it is the new file that is asked about")
                .contains("sat-lora-diffusers.safetensors");
        assertThat(robot.lookup("#export-reader-kohya").query().getStyleClass()).contains("state-muted");
        TextField alpha = robot.lookup("#export-alpha").queryAs(TextField.class);
        assertThat(alpha.getPromptText()).as("SAT's 1 / rank").isEqualTo("1");
        robot.interact(() -> {
            alpha.requestFocus();
            alpha.setText("much");
        });
        robot.push(KeyCode.ENTER);
        assertThat(alpha.getPseudoClassStates()).extracting(Object::toString).contains("danger");
        robot.interact(() -> alpha.setText("2"));
        robot.push(KeyCode.ENTER);
        FxWait.until(() -> label(robot, "#export-scale").startsWith("0.5: "));
        Screenshots.take(stage.getScene(), "export-readers");
    }

    @Test
    void theTypeAndTheMetadataAreChangedInThePanel(FxRobot robot) throws Exception {
        openAndRepair(robot);
        robot.interact(() -> robot.lookup("#export-dtype").queryComboBox().getSelectionModel().select(2));
        WaitForAsyncUtils.waitForFxEvents();
        waitFor(Phase.READY);
        assertThat(bench.viewModel.plannedProperty().get().orElseThrow().plan().tensors())
                .allMatch(tensor -> tensor.info().dtype() == DType.F16);
        robot.interact(() -> robot.lookup("#export-metadata-key").query().requestFocus());
        robot.write("author").push(KeyCode.ENTER).write("me").push(KeyCode.ENTER);
        waitFor(Phase.READY);
        WindowFixture.await(() -> "me".equals(bench.viewModel.plannedProperty().get().orElseThrow().plan().metadata().get("author")));
        Screenshots.take(stage.getScene(), "export-metadata");
        robot.interact(() -> bench.viewModel.metadataProperty().set(bench.viewModel.metadataProperty().get().without("format")));
        waitFor(Phase.READY);
        assertThat(bench.viewModel.plannedProperty().get().orElseThrow().plan().metadata()).doesNotContainKey("format");
    }

    @Test
    void aCrossAndAButtonCloseThePanelAndAnotherRankIsAskedForOutside(FxRobot robot) throws Exception {
        openAndRepair(robot);
        robot.clickOn("#export-cross").clickOn("#export-close");
        assertThat(closed).hasValue(2);
        robot.interact(() -> ((MenuButton) robot.lookup("#export-rank").query()).getItems().get(1).fire());
        assertThat(bench.resized).containsExactly(8L);
    }

    @Test
    void verifiedIsSaidOfWhatTheProgramAppliesToTheBase(FxRobot robot) throws Exception {
        SyntheticCheckpoint adapter = new SyntheticCheckpoint();
        adapter.tensor("transformer.transformer_blocks.0.attn1.to_q.lora_A.weight", 4, 1920);
        adapter.tensor("transformer.transformer_blocks.0.attn1.to_q.lora_B.weight", 1920, 4);
        robot.interact(() -> bench.openForCogVideoX(adapter));
        FxWait.until(() -> bench.viewModel.plannedProperty().get().isPresent());
        Path target = Files.createDirectory(folder.resolve("known")).resolve("dance.safetensors");
        robot.interact(() -> bench.viewModel.choose(target));
        robot.clickOn("#export-run");
        waitFor(Phase.DONE);
        assertThat(label(robot, ".export-done-title")).isEqualTo("Written and verified");
        assertThat(label(robot, "#export-verified")).endsWith("every value is exactly as wanted.");
        Files.delete(target);
        Files.delete(target.getParent());
    }

    @Test
    void controlEnterExportsToo(FxRobot robot) throws Exception {
        openAndRepair(robot);
        Path target = Files.createDirectory(folder.resolve("keys")).resolve("dance.safetensors");
        robot.interact(() -> {
            bench.viewModel.choose(target);
            robot.lookup("#export-names").query().requestFocus();
        });
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        waitFor(Phase.DONE);
        Files.delete(target);
        Files.delete(target.getParent());
    }

    @Test
    void anotherProgramIsChosenWithTheArrowKeys(FxRobot robot) throws Exception {
        openAndRepair(robot);
        robot.interact(() -> robot.lookup("#export-program").query().requestFocus());
        robot.push(KeyCode.DOWN).push(KeyCode.DOWN);
        waitFor(Phase.READY);
        assertThat(bench.viewModel.programProperty().get()).isEqualTo(Program.COMFYUI);
        assertThat(label(robot, "#export-target")).endsWith("-comfyui.safetensors");
        assertThat(label(robot, "#export-scale-outcome")).isEqualTo("Goes into an alpha tensor beside each module.");
        assertThat(robot.lookup("#export-scale-metadata").query().isVisible()).isFalse();
        Screenshots.take(stage.getScene(), "export-comfyui");
    }

    @Test
    void namesThatDiffusersCannotReadAreSaidInTheBanner(FxRobot robot) throws Exception {
        open(robot);
        waitFor(Phase.IMPOSSIBLE);
        assertThat(label(robot, "#export-notice .notification-bar .label")).contains("diffusers cannot read");
        assertThat(robot.lookup("#export-run").query().isDisabled()).isTrue();
        Screenshots.take(stage.getScene(), "export-impossible");
    }

    @Test
    void theDarkOneAndTheChineseOne(FxRobot robot) throws Exception {
        robot.interact(() -> {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            show(Appearance.DARK);
        });
        openAndRepair(robot);
        assertThat(label(robot, "#export-run")).isEqualTo("导出 240 个张量");
        Screenshots.take(stage.getScene(), "export-plan-dark-zh");
    }

    private void openAndRepair(FxRobot robot) throws TimeoutException {
        open(robot);
        robot.interact(() -> bench.repair());
        FxWait.until(() -> bench.viewModel.plannedProperty().get().isPresent());
    }

    private void open(FxRobot robot) {
        robot.interact(() -> {
            try {
                bench.open();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void waitFor(Phase phase) {
        FxWait.until(() -> bench.viewModel.phaseProperty().get() == phase);
    }

    private static String label(FxRobot robot, String query) {
        return ((Labeled) robot.lookup(query).query()).getText();
    }
}
