package dev.patchbay.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Chinese characters come from a font of the system, which has a bold face and no semibold one: headings ask for bold. */
@WindowTest
class ChineseHeadingsTest {

    @TempDir
    private static Path cache;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @ParameterizedTest
    @CsvSource({"en, Inter SemiBold", "zh-CN, Inter Bold"})
    void headingsAreBold(String language, String font, FxRobot robot) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        robot.interact(() -> new WindowFixture(stage, cache, Appearance.LIGHT));
        FxWait.until(() -> stage.getScene().lookup(".title-1") != null);
        Set<String> fonts = FxWait.get(() -> stage.getScene().getRoot().lookupAll(".title-1").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getFont())
                .map(Font::getName)
                .collect(Collectors.toSet()));
        assertThat(fonts).containsExactly(font);
    }

    /** Without a font for them, boxes stand for the characters; these are drawn alike. */
    @Test
    void headingsHaveMoreInkThanTheSameCharactersElsewhere(FxRobot robot) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag("zh-CN"));
        robot.interact(() -> new WindowFixture(stage, cache, Appearance.LIGHT));
        FxWait.until(() -> stage.getScene().lookup(".title-4") != null || stage.getScene().lookup(".title-1") != null);
        double heading = FxWait.get(() -> ink("title-4"));
        double regular = FxWait.get(() -> {
            stage.getScene().getRoot().getStyleClass().remove("chinese");
            return ink("title-4");
        });
        assertThat(heading).isGreaterThan(1.15 * regular);
    }

    private double ink(String style) {
        Label label = new Label("\u57fa\u7840\u6a21\u578b");
        label.getStyleClass().add(style);
        Pane root = new Pane(label);
        ((Pane) stage.getScene().getRoot()).getChildren().add(root);
        root.applyCss();
        root.layout();
        WritableImage drawn = label.snapshot(null, null);
        ((Pane) stage.getScene().getRoot()).getChildren().remove(root);
        double ink = 0;
        for (int y = 0; y < drawn.getHeight(); y++) {
            for (int x = 0; x < drawn.getWidth(); x++) {
                ink += 1 - drawn.getPixelReader().getColor(x, y).getBrightness();
            }
        }
        return ink;
    }
}
