package dev.patchbay.ui.preview.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.MachineModels.Held;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.message.Message;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Where another machine makes the clips, the button of a row offers that machine's files, never those of this one. */
@WindowTest
class PartRowsTest {

    private static final Path OTHER = Path.of("/models/vae/other_vae.safetensors");

    private final SimpleObjectProperty<List<ModelPart>> parts = new SimpleObjectProperty<>(List.of(new ModelPart(
            ModelPart.Kind.VAE, Optional.empty(), Message.of("generation.single.tokenizerLater"), false)));
    private final ChosenFiles files = new ChosenFiles();
    private final List<Held> there = new ArrayList<>();
    private final List<Path> chosen = new ArrayList<>();

    @Start
    void start(Stage stage) {
        PartRows rows = new PartRows(parts, (kind, file) -> chosen.add(file), files, () -> there);
        ThemedStage.show(stage, rows, Appearance.LIGHT);
    }

    private static long menus(FxRobot robot) {
        return robot.listWindows().stream().filter(Window::isShowing).filter(ContextMenu.class::isInstance).count();
    }

    @Test
    void theMenuOffersWhatTheOtherMachineHolds(FxRobot robot) {
        there.add(new Held("vae/3d_vae.safetensors", Path.of("/models/vae/3d_vae.safetensors")));
        there.add(new Held("vae/other_vae.safetensors", OTHER));
        files.answer(Path.of("/a/file/of/this/machine"));
        robot.clickOn("#preview-choose-vae");
        assertThat(menus(robot)).isEqualTo(1);
        robot.clickOn("vae/other_vae.safetensors");
        assertThat(chosen).containsExactly(OTHER);
        assertThat(menus(robot)).isZero();
    }

    @Test
    void theKeyboardChoosesFromItToo(FxRobot robot) {
        there.add(new Held("vae/3d_vae.safetensors", Path.of("/models/vae/3d_vae.safetensors")));
        there.add(new Held("vae/other_vae.safetensors", OTHER));
        robot.interact(() -> robot.lookup("#preview-choose-vae").query().requestFocus());
        robot.push(KeyCode.SPACE);
        FxWait.until(() -> menus(robot) == 1);
        robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
        assertThat(chosen).containsExactly(OTHER);
    }

    @Test
    void withoutAnotherMachineAFileOfThisOneIsChosen(FxRobot robot) {
        files.answer(Path.of("/a/file/of/this/machine"));
        robot.clickOn("#preview-choose-vae");
        assertThat(menus(robot)).isZero();
        assertThat(chosen).containsExactly(Path.of("/a/file/of/this/machine"));
    }
}
