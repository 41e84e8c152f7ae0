package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.control.VideoPlayer;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.AppFolders;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TreeTableRow;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The whole way of the demo as a newcomer goes it, by mouse, with every real part behind the window; each step leaves a picture. */
@WindowTest
@Tag("torch")
class DemoWalkthroughTest {

    @TempDir
    private static Path folder;

    private final ChosenFiles dialogs = new ChosenFiles();
    private Stage stage;
    private WindowAssembly assembly;

    @Start
    void start(Stage primary) {
        stage = primary;
        Theme theme = new Theme();
        theme.appearanceProperty().set(Appearance.LIGHT);
        assembly = new WindowAssembly(AppServices.in(new AppFolders(
                AppFolders.ofThisMachine().cache(), folder.resolve("settings"), folder.resolve("state"))), dialogs, theme, file -> {});
        assembly.window().show(stage);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1440);
        stage.setHeight(900);
    }

    @AfterEach
    void close() {
        FxWait.get(() -> {
            assembly.close();
            return true;
        });
    }

    @Test
    void fromTheBrokenLoraToBothVideosPlaying(FxRobot robot) throws IOException {
        picture("demo-1-welcome");

        robot.clickOn("#open-demo");
        FxWait.until(() -> row("#adapter-tree", ".attention.query_key_value.matrix_A.0") != null
                && text("#verdict-diffusers").contains("raises"));
        assertThat(text("#headline")).contains("SAT");
        picture("demo-2-does-not-fit");

        FxWait.until(() -> row("#base-tree", "transformer_blocks.0.attn1.to_q") != null);
        robot.drag(row("#adapter-tree", ".attention.query_key_value.matrix_A.0"), MouseButton.PRIMARY)
                .dropTo(row("#base-tree", "transformer_blocks.0.attn1.to_q"));
        FxWait.until(() -> find("#proposals") != null);
        assertThat(list("#proposals").getItems()).hasSizeGreaterThan(1);
        assertThat(list("#proposals").getSelectionModel().getSelectedItem()).isSameAs(list("#proposals").getItems().getLast());
        picture("demo-3-one-drag-many-tensors");

        robot.push(KeyCode.ENTER);
        FxWait.until(() -> text("#verdict-diffusers").contains("applies"));
        assertThat(text("#headline")).startsWith("With these rules, the file exported for diffusers");
        assertThat(text("#export-button")).contains("48");
        picture("demo-4-repaired");

        Path target = folder.resolve("trail.safetensors");
        dialogs.answer(target);
        robot.clickOn("#export-button");
        FxWait.until(() -> enabled("#export-run"));
        robot.clickOn("#export-choose");
        picture("demo-5-export-plan");
        robot.clickOn("#export-run");
        FxWait.until(() -> visible("#export-verified"));
        picture("demo-6-exported");
        assertRepaired(target);

        robot.clickOn("#export-preview");
        FxWait.until(() -> enabled("#preview-run") && stage.getTitle().contains("trail.safetensors"));
        robot.clickOn("#preview-run");
        FxWait.until(() -> find("#player") instanceof VideoPlayer player && player.playback().playingProperty().get()
                && visible("#player-picture-with") && visible("#player-picture-without") && !visible("#preview-stop"));
        VideoPlayer player = (VideoPlayer) find("#player");
        int before = player.playback().frameProperty().get();
        FxWait.until(() -> player.playback().frameProperty().get() != before);
        picture("demo-7-both-videos");
        Screenshots.take(player, "demo-8-player");
        assertThat(differences(picturePixels("#player-picture-with"), picturePixels("#player-picture-without"))).isGreaterThan(50);
    }

    /** The repaired file holds what the demo says it must equal: the products B·A. */
    private static void assertRepaired(Path target) throws IOException {
        Path expected = Path.of("src/main/resources/dev/patchbay/demo/trail-diffusers.safetensors");
        try (Checkpoint written = TestOpener.OPENER.open(target);
                Checkpoint wanted = TestOpener.OPENER.open(expected)) {
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrderElementsOf(wanted.tensors().keySet());
        }
    }

    private void picture(String name) throws IOException {
        Screenshots.take(stage.getScene(), name);
    }

    private Node find(String selector) {
        return stage.getScene().lookup(selector);
    }

    /** The row of a tree whose name ends so, if it is in view. */
    private TreeTableRow<?> row(String tree, String end) {
        Node there = find(tree);
        if (there == null) {
            return null;
        }
        return there.lookupAll(".tree-table-row-cell").stream()
                .map(node -> (TreeTableRow<?>) node)
                .filter(row -> row.isVisible() && row.getItem() != null && row.getItem().toString().endsWith(end))
                .findFirst()
                .orElse(null);
    }

    private String text(String selector) {
        return find(selector) instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
    }

    private ListView<?> list(String selector) {
        return (ListView<?>) find(selector);
    }

    private boolean enabled(String selector) {
        return find(selector) instanceof Button button && !button.isDisabled() && visible(selector);
    }

    private boolean visible(String selector) {
        for (Node node = find(selector); node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
            if (node.getParent() == null) {
                return true;
            }
        }
        return false;
    }

    private int[] picturePixels(String selector) {
        return FxWait.get(() -> {
            var image = find(selector) instanceof ImageView view ? view.getImage() : find(selector).snapshot(null, null);
            int width = (int) image.getWidth();
            int[] pixels = new int[width * (int) image.getHeight()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = image.getPixelReader().getArgb(i % width, i / width);
            }
            return pixels;
        });
    }

    private static int differences(int[] left, int[] right) {
        assertThat(left).hasSameSizeAs(right);
        int different = 0;
        for (int i = 0; i < left.length; i++) {
            different += Math.abs((left[i] >> 16 & 0xff) - (right[i] >> 16 & 0xff)) > 16 ? 1 : 0;
        }
        return different;
    }
}
