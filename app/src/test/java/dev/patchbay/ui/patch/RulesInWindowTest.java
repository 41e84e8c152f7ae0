package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.message.Message;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.patch.rules.RuleRow;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Rules written by hand, and the steps of the history, by mouse and keyboard. */
@WindowTest
class RulesInWindowTest {

    private static final String A = "drop model.**.matrix_A.0";
    private static final String B = "drop model.**.matrix_B.0";
    private static final String NOBODY = "drop nobody.**";

    @TempDir
    private static Path cache;

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    @BeforeEach
    void openTheDemo(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
        robot.clickOn("Rules");
    }

    private void add(FxRobot robot, String... lines) {
        for (String line : lines) {
            robot.clickOn("#new-rule").write(line).push(KeyCode.ENTER);
            window.settle();
        }
    }

    private List<String> rules() {
        return window.workspace.state().rules().entries().stream().map(RuleEntry::rule).map(RuleLine::print).toList();
    }

    private static Node text(FxRobot robot, String rule) {
        return robot.lookup(".rule-text").match(node -> ((Labeled) node).getText().equals(rule)).query();
    }

    @Test
    void rulesChangePlacesByDragging(FxRobot robot) throws Exception {
        add(robot, A, B, NOBODY);
        robot.drag(text(robot, NOBODY), MouseButton.PRIMARY).moveTo(text(robot, A));
        Screenshots.take(window.scene(), "rules-drag");
        robot.dropTo(text(robot, A));
        WindowFixture.await(() -> !rules().equals(List.of(A, B, NOBODY)));
        window.settle();
        assertThat(rules()).hasSize(3);
        assertThat(rules().indexOf(NOBODY)).isLessThan(2);
    }

    @Test
    void aRuleIsCopiedMovedAndDeletedByKeys(FxRobot robot) {
        add(robot, A, B);
        robot.clickOn(text(robot, A)).push(KeyCode.CONTROL, KeyCode.D);
        window.settle();
        assertThat(rules()).containsExactly(A, A, B);
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        window.settle();
        assertThat(rules()).containsExactly(A, B, A);
        robot.push(KeyCode.DELETE);
        window.settle();
        assertThat(rules()).containsExactly(A, B);
    }

    @Test
    void aCommentIsTypedBehindTheRuleAndKept(FxRobot robot) {
        add(robot, A + " # the teacher's");
        assertThat(window.workspace.state().rules().entries().getFirst().comment()).isEqualTo("the teacher's");
        assertThat(robot.lookup(".rule-comment").queryAs(Label.class).getText()).isEqualTo("the teacher's");
        robot.doubleClickOn(text(robot, A)).push(KeyCode.END).write(" and more").push(KeyCode.ENTER);
        window.settle();
        assertThat(window.workspace.state().rules().entries().getFirst().comment()).isEqualTo("the teacher's and more");
    }

    @Test
    void aRuleShowsWhatItTouchesAndLeadsThere(FxRobot robot) throws Exception {
        add(robot, A, NOBODY);
        robot.clickOn(text(robot, A));
        Label touched = robot.lookup(".rule-touched").match(Node::isVisible).queryAs(Label.class);
        assertThat(touched.getText()).contains("matrix_A.0");
        Label idle = robot.lookup(".rule-cell .state").match(Node::isVisible).queryAs(Label.class);
        assertThat(idle.getText()).contains("No tensor");
        Screenshots.take(window.scene(), "rules-touched");
        robot.clickOn(robot.lookup(".rule-hits").match(node -> !node.isDisabled()).<Node>query());
        NameTreeView tree = (NameTreeView) window.scene().lookup("#adapter-tree");
        assertThat(FxWait.get(tree::selected)).map(NameNode::path).get().asString().contains("matrix_A.0");
    }

    @Test
    void theHistoryNamesItsStepsAndAClickJumps(FxRobot robot) throws Exception {
        add(robot, A, B, NOBODY);
        robot.clickOn(robot.lookup(".tab-label").match(node -> ((Labeled) node).getText().startsWith("History")).<Node>query());
        Node first = robot.lookup(".history-cell").match(node -> "Add rule 1".equals(((Labeled) node).getText())).query();
        robot.clickOn(first);
        window.settle();
        assertThat(rules()).containsExactly(A);
        Screenshots.take(window.scene(), "history");
        robot.clickOn(robot.lookup(".history-cell").match(node -> "Add rule 3".equals(((Labeled) node).getText())).<Node>query());
        window.settle();
        assertThat(rules()).containsExactly(A, B, NOBODY);
        assertThat(window.patch.rules().rows()).extracting(RuleRow::text).containsExactly(A, B, NOBODY);
    }

    @Test
    void aFileThatIsWrittenWithAnotherRankKeepsTheRules(FxRobot robot) throws Exception {
        robot.clickOn(robot.lookup(".tab-label").match(node -> ((Labeled) node).getText().startsWith("Problems")).<Node>query());
        robot.clickOn("#fix-all");
        window.settle();
        List<String> before = rules();
        assertThat(before).isNotEmpty();
        Path file = window.workspace.state().checkpoint().orElseThrow().path();
        FxWait.get(() -> {
            window.patch.problems().fix(new QuickFix.ResizeRank(
                    Message.of("ui.resize.title"), true, 16));
            return true;
        });
        robot.clickOn("#resize-write");
        WindowFixture.await(() -> window.workspace.state().checkpoint().filter(now -> !now.path().equals(file)).isPresent());
        window.settle();
        assertThat(rules()).isEqualTo(before);
        assertThat(window.patch.adapter().rowsProperty().get().ranks().values()).contains(16L);
    }
}
