package dev.patchbay.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What stands on buttons and headings can be read whole, light and dark, in both languages; every stop leaves a picture. */
@WindowTest
class ReadableWindowTest {

    @TempDir
    private static Path cache;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private Stage stage;
    private WindowFixture window;

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    @AfterEach
    void languageAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT", "zh-CN, DARK"})
    void nothingThatHasToBeReadIsCutShort(String language, Appearance appearance, FxRobot robot) throws Exception {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        robot.interact(() -> window = new WindowFixture(stage, cache, appearance));
        String prefix = "window-" + language + "-" + appearance.name().toLowerCase(Locale.ROOT) + "-";
        check(prefix + "1-welcome");
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
        check(prefix + "2-broken");
        robot.interact(() -> window.shell.expectRank(OptionalLong.of(64)));
        window.settle();
        check(prefix + "3-rank");
        robot.clickOn("#fix-all");
        window.settle();
        check(prefix + "4-repaired");
        for (int tab = 1; tab <= 2; tab++) {
            int shown = tab;
            robot.interact(() -> ((TabPane) robot.lookup("#patch-tabs").query()).getSelectionModel().select(shown));
            check(prefix + (tab == 1 ? "5-rules" : "6-result"));
        }
    }

    private void check(String picture) throws Exception {
        Screenshots.take(window.scene(), picture);
        List<String> cutShort = FxWait.get(this::cutShort);
        assertThat(cutShort).as(picture).isEmpty();
    }

    private List<String> cutShort() {
        window.scene().getRoot().applyCss();
        window.scene().getRoot().layout();
        return window.scene().getRoot().lookupAll("*").stream()
                .filter(node -> node instanceof ButtonBase || node instanceof Label && hasToBeRead(node))
                .filter(ReadableWindowTest::isShown)
                .map(Labeled.class::cast)
                .filter(ReadableWindowTest::isCutShort)
                .map(Labeled::getText)
                .toList();
    }

    /** Names of tensors and files may be shortened, they have tooltips; headings and sentences may not. */
    private static boolean hasToBeRead(Node label) {
        boolean heading = label.getParent() != null && label.getParent().getStyleClass().contains("column-header");
        return heading || label.getStyleClass().contains("pane-heading") || label.getStyleClass().contains("problem-sentence");
    }

    private static boolean isShown(Node node) {
        for (Node above = node; above != null; above = above.getParent()) {
            if (!above.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCutShort(Labeled labeled) {
        return labeled.getText() != null
                && !labeled.getText().isBlank()
                && labeled.getWidth() > 0
                && labeled.lookup(".text") instanceof Text text
                && !text.getText().replace("\n", "").equals(labeled.getText().replace("\n", ""));
    }
}
