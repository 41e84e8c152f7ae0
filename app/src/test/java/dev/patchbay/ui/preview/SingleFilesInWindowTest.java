package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.generation.cogvideox.DemoAsFiles;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.saved.SavedPreview;
import dev.patchbay.workspace.saved.SavedWorkspace;
import dev.patchbay.workspace.saved.WorkspaceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A model of single files is put together in the place Preview: chosen, dropped or found, with what is missing said row by row. */
@WindowTest
class SingleFilesInWindowTest {

    @TempDir
    static Path folder;

    private final ChosenFiles files = new ChosenFiles();
    private final List<Path> onMachine = new ArrayList<>();
    private PreviewViewModel viewModel;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        VideoPipelines pipelines = new VideoPipelines(List.of(new CogVideoXPipelineFactory(TestOpener.OPENER)));
        FxTaskExecutor executor = new FxTaskExecutor();
        viewModel = new PreviewViewModel(
                new Workspace(executor), pipelines, new FxTaskExecutor(), executor, Optional.empty(), Optional.empty());
        viewModel.model().knowComponents(() -> List.copyOf(onMachine));
        ThemedStage.show(stage, new PreviewView(viewModel, files), Appearance.LIGHT);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> viewModel.close());
    }

    private static String words(FxRobot robot, String kind) {
        return robot.lookup("#preview-part-words-" + kind).queryAs(Labeled.class).getText();
    }

    private void awaitPart(int row, boolean usable) {
        FxWait.until(() -> {
            List<ModelPart> parts = viewModel.model().partsProperty().get();
            return parts.size() == 4 && parts.get(row).usable() == usable;
        });
    }

    private void choose(FxRobot robot, String id, Path file) {
        files.answer(file);
        robot.interact(() -> robot.lookup(id).query().requestFocus());
        robot.push(KeyCode.SPACE);
    }

    @Test
    void rowsSayWhatIsMissingAndTheKeyboardFillsThem(FxRobot robot) throws Exception {
        DemoAsFiles demo = DemoAsFiles.in(folder.resolve("keyboard"));
        choose(robot, "#preview-choose-model-file", demo.transformer());
        awaitPart(1, false);
        assertThat(words(robot, "transformer")).isEqualTo("demo · names by rules (sat-weights)");
        assertThat(words(robot, "text-encoder")).isEqualTo("Missing: a file of T5, such as t5xxl_fp16.safetensors.");
        assertThat(words(robot, "vae")).startsWith("Missing: a file of CogVideoX's autoencoder, such as 3d-vae.pt");
        assertThat(words(robot, "tokenizer")).isEqualTo("Looked for once there is a text encoder.");
        assertThat(robot.lookup("#preview-model-about").queryAs(Labeled.class).getText()).startsWith("Something is missing below");
        Screenshots.take(stage.getScene(), "preview-parts-missing");
        onMachine.addAll(List.of(demo.transformer(), demo.folder().resolve("none.safetensors"), demo.vae()));
        choose(robot, "#preview-choose-text-encoder", demo.textEncoder());
        awaitPart(1, true);
        awaitPart(2, true);
        assertThat(words(robot, "vae")).as("found among ComfyUI's").isEqualTo("names by rules (sat-vae)");
        assertThat(words(robot, "tokenizer")).contains("the file holds no tokenizer");
        assertThat(viewModel.model().infoProperty().get()).isEmpty();
        assertThat(robot.lookup("#preview-choose-text-encoder").query().isFocused()).as("the keyboard stays in its row").isTrue();
        choose(robot, "#preview-choose-tokenizer", demo.tokenizer());
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        assertThat(viewModel.model().partsProperty().get()).allMatch(ModelPart::usable);
        assertThat(viewModel.model().infoProperty().get().map(PipelineInfo::frames)).contains(17);
        FxWait.until(() -> viewModel.check().problemProperty().get().isEmpty());
        robot.interact(() -> viewModel.settings().widthProperty().set(24));
        FxWait.until(() -> viewModel.check().problemProperty().get().isPresent());
        assertThat(viewModel.check().problemProperty().get().orElseThrow().sentence().text()).contains("must be multiples of 16");
        robot.interact(() -> viewModel.settings().widthProperty().set(64));
        FxWait.until(() -> viewModel.check().problemProperty().get().isEmpty());
        Screenshots.take(stage.getScene(), "preview-parts-complete");
    }

    /** Saved in a workspace file and opened in another window: every file is in its place again, those that were found, too. */
    @Test
    void aWorkspaceFileBringsAllFilesBack(FxRobot robot) throws Exception {
        DemoAsFiles demo = DemoAsFiles.in(folder.resolve("saved"));
        robot.interact(() -> viewModel.model().choose(List.of(demo.tokenizer(), demo.vae(), demo.transformer(), demo.textEncoder())));
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        robot.interact(() -> viewModel.settings().stepsProperty().set(5));
        ModelSource chosen = viewModel.model().source().orElseThrow();
        Path file = folder.resolve("saved/w.patchbay");
        WorkspaceFile.write(SavedWorkspace.EMPTY.with(viewModel.saved()), file);
        SavedPreview read = WorkspaceFile.read(file).preview().orElseThrow();
        robot.interact(() -> viewModel.model().choose(demo.pipeline()));
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        assertThat(viewModel.model().partsProperty().get()).isEmpty();
        assertThat(viewModel.saved().parts()).as("a folder has none").isEmpty();
        robot.interact(() -> viewModel.restore(read));
        FxWait.until(() -> viewModel.model().source().equals(Optional.of(chosen)));
        assertThat(viewModel.settings().stepsProperty().get()).isEqualTo(5);
        awaitPart(3, true);
    }

    @Test
    void filesThatAreDroppedTogetherFindTheirPlaces(FxRobot robot) throws Exception {
        DemoAsFiles demo = DemoAsFiles.in(folder.resolve("dropped"));
        robot.interact(() -> viewModel.model().choose(List.of(demo.vae())));
        FxWait.until(() -> viewModel.model().problemProperty().get().isPresent());
        assertThat(viewModel.model().problemProperty().get().orElseThrow().text()).startsWith("Among these files is no transformer");
        robot.interact(() -> viewModel.model().choose(List.of(demo.tokenizer(), demo.vae(), demo.transformer(), demo.textEncoder())));
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        assertThat(viewModel.model().partsProperty().get()).extracting(ModelPart::file).containsExactly(
                Optional.of(demo.transformer()), Optional.of(demo.textEncoder()), Optional.of(demo.vae()), Optional.of(demo.tokenizer()));
        robot.interact(() -> viewModel.model().choose(ModelPart.Kind.VAE, demo.textEncoder()));
        awaitPart(2, false);
        assertThat(words(robot, "vae")).contains("this is no autoencoder of CogVideoX, which demo needs.");
    }
}
