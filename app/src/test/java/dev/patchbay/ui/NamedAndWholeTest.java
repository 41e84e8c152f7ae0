package dev.patchbay.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Walks through the window: every control has a role and a name that a screen reader can say, and no bar is wider than the window. */
@WindowTest
class NamedAndWholeTest {

    @TempDir
    private static Path cache;

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    private void openDemo(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
    }

    @Test
    void everyControlHasARoleAndAName(FxRobot robot) {
        checkNames("welcome");
        openDemo(robot);
        checkNames("patch");
        TabPane tabs = (TabPane) robot.lookup("#patch-tabs").query();
        for (int tab = 0; tab < tabs.getTabs().size(); tab++) {
            int shown = tab;
            robot.interact(() -> tabs.getSelectionModel().select(shown));
            checkNames("tab " + tab);
        }
        robot.interact(window.window::showLog);
        WindowFixture.await(() -> window.scene().lookup("#log") != null);
        checkNames("log");
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> window.scene().lookup("#log") == null);
        robot.push(KeyCode.F1);
        WindowFixture.await(() -> window.scene().lookup("#help") != null);
        checkNames("help");
        robot.push(KeyCode.ESCAPE);
    }

    private void checkNames(String where) {
        List<String> unnamed = FxWait.get(() -> SpokenNames.missing(window.scene().getRoot()));
        assertThat(unnamed).as(where).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"980, 100", "1440, 200", "1440, 150", "1920, 200"})
    void noBarIsWiderThanTheWindow(int width, int scale, FxRobot robot) throws Exception {
        openDemo(robot);
        robot.interact(() -> {
            window.theme.fontScaleProperty().set(scale);
            window.scene().getWindow().setWidth(width);
        });
        window.settle();
        Screenshots.take(window.scene(), "bars-" + width + "-" + scale);
        for (String bar : List.of("#toolbar", "#verdict-header", "#status-bar")) {
            List<String> outside = FxWait.get(() -> outside(window.scene().lookup(bar)));
            assertThat(outside).as("%s at %s with texts of %s %%", bar, width, scale).isEmpty();
        }
    }

    private List<String> outside(Node bar) {
        return bar.lookupAll("*").stream()
                .filter(node -> (node instanceof ButtonBase || node instanceof Label || node instanceof ComboBoxBase) && isShown(node))
                .filter(node -> {
                    Bounds bounds = node.localToScene(node.getLayoutBounds());
                    return bounds.getMinX() < 0 || bounds.getMaxX() > window.scene().getWidth() + 0.5;
                })
                .map(Node::toString)
                .toList();
    }

    private static boolean isShown(Node node) {
        for (Node above = node; above != null; above = above.getParent()) {
            if (!above.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void namesWithUnderscoresAreShownWithThem(FxRobot robot) {
        String name = "transformer_blocks.0.to_q";
        assertThat(FxWait.get(() -> Buttons.text(name, () -> {}).isMnemonicParsing() || Buttons.item(name).isMnemonicParsing())).isFalse();
        openDemo(robot);
        List<Labeled> parsed = FxWait.get(() -> window.scene().getRoot().lookupAll(".button").stream()
                .filter(Button.class::isInstance)
                .map(Labeled.class::cast)
                .filter(button -> button.isMnemonicParsing() && button.getText() != null && button.getText().contains("_"))
                .toList());
        assertThat(parsed).isEmpty();
    }

    @Test
    void aDisabledButtonSaysWhy(FxRobot robot) {
        openDemo(robot);
        Control export = (Control) window.scene().lookup("#export-button");
        assertThat(export.isDisabled()).isTrue();
        assertThat(export.getTooltip().getText()).contains("No program");
        robot.moveTo(export);
        WindowFixture.await(() -> robot.listWindows().stream()
                .anyMatch(shown -> shown instanceof Tooltip tip && tip.getText().startsWith("No program")));
    }
}
