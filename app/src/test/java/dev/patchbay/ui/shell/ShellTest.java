package dev.patchbay.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.message.Message;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.control.NoticePane;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.place.CheckpointPlace;
import dev.patchbay.workspace.place.FoundPlaces;
import dev.patchbay.workspace.place.PlaceKind;
import dev.patchbay.workspace.place.PlaceSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@WindowTest
class ShellTest {

    @TempDir
    private static Path cache;

    private WindowFixture window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        window = new WindowFixture(primary, cache, Appearance.LIGHT);
    }

    private static DemoFiles demo() throws Exception {
        return new Demo(cache).unpack();
    }

    private ShellStatus status() {
        return window.shell.statusProperty().get();
    }

    @Test
    void theWelcomePageLeadsToAFile(FxRobot robot) throws Exception {
        assertThat(robot.lookup("#welcome").query().isVisible()).isTrue();
        assertThat(robot.lookup("#place-patch").query().isVisible()).isFalse();
        window.dialogs.answer(demo().mislabelledAdapter());
        robot.clickOn("#open-folder");
        WindowFixture.await(() -> status().adapter().isPresent());
        assertThat(robot.lookup("#place-patch").query().isVisible()).isTrue();
        assertThat(stage.getTitle()).startsWith("outline-peft");
        assertThat(robot.lookup("#status-text").queryAs(Label.class).getText()).contains("base model");
        Screenshots.take(window.scene(), "shell-no-base");
    }

    @Test
    void aFileThatCannotBeOpenedIsABannerThatCanBePutAway(FxRobot robot) throws Exception {
        window.dialogs.answer(Files.writeString(cache.resolve("notes.safetensors"), "{}"));
        robot.push(KeyCode.CONTROL, KeyCode.O);
        WindowFixture.await(() -> window.shell.noticeProperty().get().isPresent());
        NoticePane notice = robot.lookup("#window-notice").queryAs(NoticePane.class);
        Node welcome = robot.lookup("#welcome").query();
        Region strip = robot.from(notice).lookup(".notification-bar").queryAs(Region.class);
        WindowFixture.await(
                () -> strip.getHeight() >= 40 && welcome.getLayoutBounds().getHeight() + strip.getHeight() == notice.getHeight());
        Screenshots.take(window.scene(), "shell-notice");
        robot.clickOn(robot.from(notice).lookup(".close-button").queryButton());
        WindowFixture.await(() -> strip.getHeight() == 0);
        assertThat(window.shell.noticeProperty().get()).isEmpty();
    }

    @Test
    void thePaletteRunsACommandByName(FxRobot robot) throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        WindowFixture.await(() -> window.scene().getFocusOwner() instanceof javafx.scene.control.TextField);
        robot.write("preview");
        WaitForAsyncUtils.waitForFxEvents();
        Screenshots.take(window.scene(), "shell-palette");
        robot.push(KeyCode.ENTER);
        WindowFixture.await(() -> robot.lookup("#place-preview").query().isVisible());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        WindowFixture.await(() -> !robot.lookup("#place-preview").query().isVisible());
    }

    @Test
    void aBaseIsChosenFromTheCatalogue(FxRobot robot) {
        robot.clickOn("#base-selector");
        WindowFixture.await(() -> window.scene().getFocusOwner() instanceof TextField);
        robot.write("cogvideox 2b").clickOn("cogvideox-2b");
        WindowFixture.await(() -> status().base().isPresent());
        assertThat(status().base()).map(BaseModel::name).contains("cogvideox-2b");
        assertThat(robot.lookup("#welcome").query().isVisible()).isFalse();
    }

    @Test
    void aBaseIsFoundByPartsOfItsName(FxRobot robot) throws Exception {
        robot.clickOn("#base-selector");
        WindowFixture.await(() -> window.scene().getFocusOwner() instanceof TextField);
        robot.push(KeyCode.DOWN);
        assertThat(status().base()).as("a walk through the list opens nothing").isEmpty();
        robot.write("5b i2v");
        WaitForAsyncUtils.waitForFxEvents();
        screenshotOfMenus("shell-base-search");
        Screenshots.take(window.scene(), "shell-base-search");
        robot.push(KeyCode.ENTER);
        WindowFixture.await(() -> status().base().isPresent());
        assertThat(status().base()).map(BaseModel::name).hasValueSatisfying(name -> assertThat(name).contains("5b").contains("i2v"));
        robot.push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(status().undo()).as("Esc leaves the base as it was")
                .contains(Message.of("ui.step.base", status().base().orElseThrow().name()));
    }

    @Test
    void aBaseIsFoundByWhatPeopleCallIt(FxRobot robot) {
        robot.clickOn("#base-selector");
        WindowFixture.await(() -> window.scene().getFocusOwner() instanceof TextField);
        robot.write("kontext [dev]");
        WaitForAsyncUtils.waitForFxEvents();
        robot.push(KeyCode.ENTER);
        WindowFixture.await(() -> status().base().isPresent());
        assertThat(status().base()).map(BaseModel::name).contains("flux.1-kontext-dev");
    }

    @Test
    void checkpointsOnThisMachineArePickedFromTheMenus(FxRobot robot) throws Exception {
        CheckpointPlace base =
                new CheckpointPlace("org/circles-2b", PlaceKind.BASE_MODEL, PlaceSource.HUGGING_FACE, demo().pipeline(), 10_600_000);
        CheckpointPlace adapter = new CheckpointPlace(
                "motion/outline.safetensors", PlaceKind.ADAPTER, PlaceSource.COMFYUI, demo().mislabelledAdapter(), 196_608);
        CheckpointPlace other =
                new CheckpointPlace("style/ink.safetensors", PlaceKind.ADAPTER, PlaceSource.COMFYUI, demo().brokenAdapter(), 5_300_000);
        window.places = new FoundPlaces(List.of(base, adapter, other), true);
        robot.clickOn("#pick-adapter");
        WindowFixture.await(() -> robot.lookup("ComfyUI models").tryQuery().isPresent());
        robot.clickOn("ComfyUI models");
        WindowFixture.await(() -> robot.lookup("motion/outline.safetensors   (197 kB)").tryQuery().isPresent());
        screenshotOfMenus("shell-places-adapter");
        robot.clickOn("motion/outline.safetensors   (197 kB)");
        WindowFixture.await(() -> status().adapter().isPresent());
        robot.clickOn("#pick-base").clickOn("Hugging Face cache");
        WindowFixture.await(() -> robot.lookup("org/circles-2b   (10.6 MB)").tryQuery().isPresent());
        screenshotOfMenus("shell-places-base");
        robot.clickOn("org/circles-2b   (10.6 MB)");
        WindowFixture.await(() -> status().base().isPresent());
        assertThat(status().base()).map(BaseModel::folder).contains(java.util.Optional.of(demo().pipeline()));
        robot.clickOn("#pick-other-adapter").clickOn("ComfyUI models").clickOn("style/ink.safetensors   (5.3 MB)");
        WindowFixture.await(() -> status().adapter().map(AdapterTitle::name).filter("trail-sat"::equals).isPresent());
        window.settle();
        Screenshots.take(window.scene(), "shell-places-toolbar");
    }

    /** Menus are windows of their own. */
    private static void screenshotOfMenus(String name) throws Exception {
        int number = 0;
        for (javafx.stage.Window popup : List.copyOf(javafx.stage.Window.getWindows())) {
            if (popup instanceof javafx.stage.PopupWindow) {
                Screenshots.take(popup.getScene(), name + "-" + number++);
            }
        }
    }

    @Test
    void anExpectedRankIsTypedAndTakenBack(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> status().report().isPresent());
        robot.clickOn("#expectation").clickOn("#expected-rank .text-field").write("x64").push(KeyCode.ENTER);
        WindowFixture.await(() -> status().expectation().rank().isPresent());
        assertThat(status().expectation().rank()).as("only digits are taken").hasValue(64);
        robot.clickOn("#undo");
        WindowFixture.await(() -> status().expectation().rank().isEmpty());
    }

    @Test
    void theExportSlidesInOnceThereIsSomethingToExport(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> status().report().isPresent());
        window.settle();
        assertThat(robot.lookup("#export-button").queryButton().isDisabled()).isTrue();
        robot.clickOn("#fix-all");
        WindowFixture.await(() -> window.export.countProperty().get() == 48);
        robot.push(KeyCode.CONTROL, KeyCode.E);
        WindowFixture.await(() -> window.scene().lookup("#export-sheet") != null);
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> window.scene().lookup("#export-sheet") == null);
    }

    @Test
    void filesAreOpenedWhereTheyAreDropped(FxRobot robot) throws Exception {
        Node adapter = draggable(robot, demo().brokenAdapter(), 200);
        robot.drag(adapter, MouseButton.PRIMARY).moveTo("#welcome");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#file-drop").query().isVisible()).isTrue();
        Screenshots.take(window.scene(), "shell-file-drop");
        robot.drop();
        WindowFixture.await(() -> status().adapter().isPresent());
        Node base = draggable(robot, demo().pipeline().resolve("transformer/diffusion_pytorch_model.safetensors"), 260);
        robot.drag(base, MouseButton.PRIMARY).dropTo("#base-tree");
        WindowFixture.await(() -> status().base().isPresent());
        assertThat(status().adapter()).map(AdapterTitle::name).as("the adapter stays").contains("trail-sat");
        assertThat(robot.lookup("#file-drop").query().isVisible()).isFalse();
    }

    /** Stands for a file in a file manager. */
    private Node draggable(FxRobot robot, Path file, double x) {
        Label label = new Label("file");
        label.setManaged(false);
        label.setOnDragDetected(event -> {
            Dragboard board = label.startDragAndDrop(TransferMode.COPY);
            ClipboardContent content = new ClipboardContent();
            content.putFiles(List.of(file.toFile()));
            board.setContent(content);
            event.consume();
        });
        robot.interact(() -> {
            ((Pane) window.scene().getRoot()).getChildren().add(label);
            label.resizeRelocate(x, 12, 50, 24);
        });
        return label;
    }
}
