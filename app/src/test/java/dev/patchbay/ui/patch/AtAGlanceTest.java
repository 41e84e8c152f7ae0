package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.ValueReading;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** An adapter with something of everything, as a person meets it: verdicts, problems, states, heat strip; every stop leaves a picture. */
@ExtendWith(ApplicationExtension.class)
class AtAGlanceTest {

    @TempDir
    private static Path cache;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private Stage stage;
    private WindowFixture window;
    private String prefix = "";

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    @AfterEach
    void languageAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    private void open(FxRobot robot, String language, Appearance appearance, int width) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        prefix = "glance-" + language + "-" + appearance.name().toLowerCase(Locale.ROOT) + "-" + width + "-";
        robot.interact(() -> {
            window = new WindowFixture(stage, cache, appearance);
            stage.setWidth(width);
        });
    }

    private void show(FxRobot robot, Checkpoint adapter, String base) {
        robot.interact(() -> window.workspace.change(
                Message.of("ui.step.demo"), state -> state.with(adapter).with(ModelCatalog.find(base).orElseThrow())));
        window.settle();
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Done);
        window.settle();
    }

    private void picture(String name) throws Exception {
        Screenshots.take(window.scene(), prefix + name);
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1440", "zh-CN, DARK, 1440", "en, DARK, 1100"})
    void everythingCanBeSeenAndReached(String language, Appearance appearance, int width, FxRobot robot) throws Exception {
        open(robot, language, appearance, width);
        show(robot, MixedAdapter.cogVideoX(), "cogvideox-2b");
        picture("1-problems");
        robot.clickOn("#verdict-comfyui");
        assertThat(robot.lookup("#verdict-card").query().isVisible()).isTrue();
        picture("2-verdicts");
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#verdict-card").query().isVisible()).isFalse();
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        WindowFixture.await(() -> robot.lookup("#heat-cells").query().isFocused());
        picture("3-heat-state");
        robot.clickOn("#heat-by-norm");
        picture("4-heat-norm");
        robot.clickOn("#heat-by-rank");
        picture("5-heat-rank");
        show(robot, MixedAdapter.sdxl(), "stable-diffusion-xl");
        robot.clickOn("#heat-by-state");
        picture("6-heat-unet");
    }
}
