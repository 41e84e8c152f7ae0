package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The picture that a clip begins with: pasted, and cropped to the clip's shape. */
@WindowTest
class ImageInWindowTest {

    private PreviewViewModel viewModel;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        PreviewBench bench =
                new PreviewBench(SquarePipelines.fromImage(), FxTaskExecutor.oneByOne("generation"), new FxTaskExecutor());
        viewModel = bench.viewModel;
        ThemedStage.show(stage, new PreviewView(viewModel, new ChosenFiles()), Appearance.LIGHT);
        viewModel.model().choose(Path.of("src/main/resources/dev/patchbay/demo/pipeline"));
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> viewModel.close());
    }

    /** 120 × 40: red at the left, green in the middle 60 columns, blue at the right. */
    private static void copyPicture() {
        WritableImage picture = new WritableImage(120, 40);
        for (int x = 0; x < 120; x++) {
            for (int y = 0; y < 40; y++) {
                picture.getPixelWriter().setColor(x, y, x < 30 ? Color.RED : x < 90 ? Color.LIME : Color.BLUE);
            }
        }
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Test
    void aCopiedPictureIsPastedAndCroppedByTheKeyboard(FxRobot robot) throws Exception {
        FxWait.until(() -> viewModel.model().infoProperty().get().isPresent());
        robot.interact(ImageInWindowTest::copyPicture);
        robot.interact(() -> robot.lookup("#preview-paste-image").query().requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.V);
        Pixels whole = viewModel.settings().request().image().orElseThrow();
        assertThat(whole).hasToString("120 × 40");
        assertThat(whole.rgb()).startsWith((byte) 255, (byte) 0, (byte) 0);
        robot.interact(() -> robot.lookup("#preview-crop-image").query().requestFocus());
        robot.push(KeyCode.SPACE);
        Pixels middle = viewModel.settings().request().image().orElseThrow();
        assertThat(middle).as("the shape of 96 × 64").hasToString("60 × 40");
        assertThat(middle.rgb()).startsWith((byte) 0, (byte) 255, (byte) 0).endsWith((byte) 0, (byte) 255, (byte) 0);
        assertThat(robot.lookup("#preview-image-words").queryAs(Labeled.class).getText()).contains("60 × 40");
        Screenshots.take(stage.getScene(), "preview-image-cropped");
        robot.push(KeyCode.SPACE);
        assertThat(viewModel.settings().request().image()).isEqualTo(Optional.of(whole));
    }
}
