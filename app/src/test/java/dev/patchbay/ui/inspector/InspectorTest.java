package dev.patchbay.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.examination.Examination;
import dev.patchbay.settings.Language;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.patch.DemoPatch;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The inspector beside the Patch place, by mouse and keyboard, on the demo. */
@WindowTest
class InspectorTest {

    @TempDir
    private static Path cache;

    private WindowFixture window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        window = new WindowFixture(primary, cache, Appearance.LIGHT);
    }

    @BeforeEach
    void openTheDemo(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
    }

    @AfterEach
    void speakAsBefore() {
        Language.SYSTEM.use();
    }

    private void awaitDone() {
        WindowFixture.await(() -> window.inspector.lookProperty().get() instanceof Look.Done);
    }

    private Examination found() {
        return ((Look.Done) window.inspector.lookProperty().get()).found();
    }

    private static String words(FxRobot robot, String facts) {
        return String.join(" | ", robot.from(robot.lookup(facts).<Node>query()).lookup(".label").queryAllAs(Label.class).stream()
                .map(Label::getText).toList());
    }

    private void openOnTheQuery(FxRobot robot) {
        robot.clickOn(window.adapterRow(robot, DemoPatch.QUERY_DOWN)).push(KeyCode.CONTROL, KeyCode.I);
        awaitDone();
    }

    @Test
    void theSelectedTensorIsShownWithItsValuesAndWhatItsModuleChanges(FxRobot robot) throws Exception {
        assertThat(window.scene().lookup("#inspector")).as("closed at first").isNull();
        openOnTheQuery(robot);

        assertThat(robot.lookup("#inspector-name").queryAs(Label.class).getText()).isEqualTo(DemoPatch.QUERY_DOWN);
        assertThat(words(robot, "#inspector-tensor")).contains("F32", "values").containsPattern("bytes \\d");
        assertThat(words(robot, "#inspector-module")).contains("rank", "1/rank");
        assertThat(words(robot, "#inspector-statistics")).contains("0 NaN, 0 Inf");
        assertThat(words(robot, "#inspector-change")).contains("effective rank", " of ");
        assertThat(robot.lookup("#inspector-histogram").tryQuery()).isPresent();
        assertThat(robot.lookup("#inspector-spectrum").tryQuery()).isPresent();
        Screenshots.take(window.scene(), "inspector-tensor");
    }

    @Test
    void theDrawerFollowsTheSelectionAndRemembersWhatItHasSeen(FxRobot robot) {
        openOnTheQuery(robot);
        Examination first = found();
        robot.push(KeyCode.DOWN);
        WindowFixture.await(() -> window.inspector.lookProperty().get() instanceof Look.Done done && done.found() != first);
        robot.push(KeyCode.UP);
        WindowFixture.await(() -> window.inspector.lookProperty().get() instanceof Look.Done done && done.found() == first);
        assertThat(robot.lookup("#inspector-name").queryAs(Label.class).getText()).isEqualTo(DemoPatch.QUERY_DOWN);
    }

    @Test
    void aModuleOfTheBaseShowsItsWeightAndTheShareOfTheChange(FxRobot robot) throws Exception {
        robot.clickOn("#fix-all");
        window.settle();
        robot.clickOn(window.baseRow(robot, DemoPatch.TO_Q)).push(KeyCode.CONTROL, KeyCode.I);
        awaitDone();

        assertThat(found().weight()).isPresent();
        assertThat(words(robot, "#inspector-change")).containsPattern("[\\d.]+ % of ‖W‖ [\\d.]+");
        ScrollPane scroll = robot.lookup("#inspector-scroll").queryAs(ScrollPane.class);
        robot.interact(() -> scroll.setVvalue(1));
        Screenshots.take(window.scene(), "inspector-base-module");
    }

    @Test
    void escapeClosesItAndTheFocusGoesBack(FxRobot robot) {
        openOnTheQuery(robot);
        Node tree = robot.lookup("#adapter-tree").query();
        robot.interact(() -> robot.lookup("#inspector-close").query().requestFocus());
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> window.scene().lookup("#inspector") == null);
        assertThat(window.scene().getFocusOwner()).isSameAs(tree);
        robot.push(KeyCode.CONTROL, KeyCode.I);
        WindowFixture.await(() -> window.scene().lookup("#inspector") != null);
        robot.clickOn("#inspector-close");
        WindowFixture.await(() -> window.scene().lookup("#inspector") == null);
    }

    @Test
    void itFitsANarrowDarkWindowInChinese(FxRobot robot) throws Exception {
        robot.interact(() -> {
            Language.CHINESE.use();
            window.theme.appearanceProperty().set(Appearance.DARK);
            stage.setWidth(980);
        });
        openOnTheQuery(robot);
        WindowFixture.await(() -> window.scene().getWidth() <= 980);
        Node drawer = robot.lookup("#inspector").query();
        assertThat(drawer.localToScene(drawer.getLayoutBounds()).getMaxX()).isLessThanOrEqualTo(980);
        assertThat(robot.lookup("#base-tree").query().getLayoutBounds().getWidth()).isGreaterThan(200);
        Screenshots.take(window.scene(), "inspector-narrow-dark");
    }
}
