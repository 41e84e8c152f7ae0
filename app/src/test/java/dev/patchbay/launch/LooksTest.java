package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Pictures of every stop in light and dark, English and Chinese, at three widths, to be looked at. */
@WindowTest
@Tag("looks")
class LooksTest {

    @TempDir
    private static Path folder;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private Stage stage;
    private WindowWalk window;

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    static List<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (Appearance appearance : List.of(Appearance.LIGHT, Appearance.DARK)) {
            for (String language : List.of("en", "zh-CN")) {
                for (int width : List.of(980, 1440, 1920)) {
                    all.add(Arguments.of(appearance, language, width));
                }
            }
        }
        return all;
    }

    @AfterEach
    void close() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
        window.close();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyStopLeavesAPicture(Appearance appearance, String language, int width, FxRobot robot) throws Exception {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        robot.interact(() -> window = new WindowWalk(stage, folder, appearance, width));
        List<String> stops = new ArrayList<>();
        String look = "looks-" + appearance.name().toLowerCase(Locale.ROOT) + "-" + language + "-" + width + "-";
        window.go(robot, stop -> {
            Screenshots.take(window.scene(), look + stop);
            stops.add(stop);
        });
        assertThat(stops).contains("patch-broken", "inspector", "settings", "export", "preview", "compare").doesNotHaveDuplicates();
    }
}
