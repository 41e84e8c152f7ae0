package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.patch.rules.RuleRow;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Analysis;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The Patch place as a person uses it, with a real mouse and keyboard, on the demo. */
@WindowTest
class PatchPlaceTest {

    private static final String QUERY_DOWN = DemoPatch.QUERY_DOWN;
    private static final String TO_Q = DemoPatch.TO_Q;

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
    }

    private int count(TensorState state) {
        InspectionReport report = window.workspace.analysis().flatMap(Analysis::report).orElseThrow();
        return Collections.frequency(report.tensorStates().values(), state);
    }

    private void waitForOffer() {
        WindowFixture.await(() -> window.scene().lookup("#offer") != null);
    }

    private void dragQueryTo(FxRobot robot, String target) {
        robot.drag(window.adapterRow(robot, QUERY_DOWN), MouseButton.PRIMARY).dropTo(window.baseRow(robot, target));
        waitForOffer();
    }

    @Test
    void oneTensorDraggedOntoOneModuleRepairsTheWholeAdapter(FxRobot robot) throws Exception {
        assertThat(count(TensorState.UNMATCHED)).isEqualTo(48);
        dragQueryTo(robot, TO_Q);
        Screenshots.take(window.scene(), "patch-3-proposals");
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(window.scene().lookup("#offer")).isNull();
        assertThat(robot.lookup("#export-button").queryButton().getText()).isEqualTo("Export 48 tensors");
        Screenshots.take(window.scene(), "patch-4-repaired");
    }

    @Test
    void whileSomethingIsHeldOverAModuleItSaysWhatWouldBeConnected(FxRobot robot) throws Exception {
        robot.drag(window.adapterRow(robot, QUERY_DOWN), MouseButton.PRIMARY).moveTo(window.baseRow(robot, TO_Q));
        WindowFixture.await(() -> window.scene().lookup("#drop-hint").isVisible());
        Label hint = robot.lookup("#drop-hint").queryAs(Label.class);
        assertThat(hint.getText()).contains("48");
        assertThat(window.baseRow(robot, TO_Q).getPseudoClassStates()).extracting(Object::toString).contains("drop-fits");
        Screenshots.take(window.scene(), "patch-2-held-over");
        robot.push(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY);
        WindowFixture.await(() -> !hint.isVisible());
        assertThat(window.scene().lookup("#offer")).isNull();
        assertThat(count(TensorState.UNMATCHED)).isEqualTo(48);
    }

    @Test
    void aDropThatCannotFitSaysWhy(FxRobot robot) throws Exception {
        dragQueryTo(robot, "transformer.proj_out");
        Label reason = robot.lookup(".offer-refusal").queryAs(Label.class);
        assertThat(reason.getText()).isNotBlank();
        Screenshots.take(window.scene(), "patch-refused");
        robot.push(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.scene().lookup("#offer")).isNull();
        assertThat(window.workspace.state().rules().entries()).isEmpty();
    }

    @Test
    void aSecondPairThatIsDraggedMakesTheRuleMoreExact(FxRobot robot) throws Exception {
        dragQueryTo(robot, TO_Q);
        int alone = robot.lookup("#proposals").queryListView().getItems().size();
        robot.clickOn("#offer-hold");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.scene().lookup("#offer")).isNull();
        assertThat(window.scene().lookup("#held").isVisible()).isTrue();
        Screenshots.take(window.scene(), "patch-held-1");
        robot.drag(window.adapterRow(robot, QUERY_DOWN.replace("A.0", "A.1")), MouseButton.PRIMARY)
                .dropTo(window.baseRow(robot, TO_Q.replace("to_q", "to_k")));
        waitForOffer();
        Screenshots.take(window.scene(), "patch-held-2");
        assertThat(robot.lookup("#proposals").queryListView().getItems()).isNotEmpty().hasSizeLessThan(alone);
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
        assertThat(window.scene().lookup("#held").isVisible()).isFalse();
    }

    @Test
    void theKeyboardHoldsAPairAndEscapeLetsItGo(FxRobot robot) {
        dragQueryTo(robot, TO_Q);
        robot.push(KeyCode.SHIFT, KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.scene().lookup("#held").isVisible()).isTrue();
        assertThat(window.workspace.state().rules().entries()).isEmpty();
        robot.push(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.scene().lookup("#held").isVisible()).isFalse();
    }

    @Test
    void aNarrowerProposalIsChosenWithTheArrowKeys(FxRobot robot) {
        dragQueryTo(robot, TO_Q);
        ListView<?> proposals = robot.lookup("#proposals").queryListView();
        assertThat(proposals.getSelectionModel().getSelectedIndex()).isEqualTo(proposals.getItems().size() - 1);
        robot.push(KeyCode.HOME).push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(2);
    }

    @Test
    void aClickElsewhereClosesTheProposals(FxRobot robot) {
        dragQueryTo(robot, TO_Q);
        robot.clickOn(window.baseRow(robot, "transformer.norm_final"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.scene().lookup("#offer")).isNull();
        assertThat(count(TensorState.UNMATCHED)).isEqualTo(48);
    }

    @Test
    void theKeyboardAloneDoesTheSame(FxRobot robot) {
        robot.interact(() -> robot.lookup("#adapter-tree").query().requestFocus());
        robot.push(KeyCode.HOME).push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.SPACE);
        assertThat(window.patch.connect().markedProperty().get()).map(NameNode::path).contains(QUERY_DOWN);
        robot.interact(() -> robot.lookup("#base-tree").query().requestFocus());
        robot.push(KeyCode.HOME);
        while (!selectedInBase().equals(TO_Q)) {
            robot.push(KeyCode.DOWN);
        }
        robot.push(KeyCode.ENTER);
        waitForOffer();
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
    }

    private String selectedInBase() {
        WaitForAsyncUtils.waitForFxEvents();
        return ((NameTreeView) window.scene().lookup("#base-tree")).selected().map(NameNode::path).orElse("");
    }

    @Test
    void aBranchCanBeDraggedToo(FxRobot robot) {
        robot.drag(window.adapterRow(robot, "model.diffusion_model.transformer.layers"), MouseButton.PRIMARY)
                .dropTo(window.baseRow(robot, "transformer.transformer_blocks"));
        waitForOffer();
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isGreaterThan(0);
    }

    @Test
    void aModuleCanBeDraggedToTheTensorAsWell(FxRobot robot) {
        robot.drag(window.baseRow(robot, TO_Q), MouseButton.PRIMARY).dropTo(window.adapterRow(robot, QUERY_DOWN));
        waitForOffer();
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
    }

    @Test
    void undoAndRedoGoThroughTheSteps(FxRobot robot) {
        dragQueryTo(robot, TO_Q);
        robot.push(KeyCode.ENTER);
        window.settle();
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        window.settle();
        assertThat(count(TensorState.UNMATCHED)).isEqualTo(48);
        assertThat(robot.lookup("#redo").queryButton().getAccessibleText()).contains("Map", "48");
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
    }

    @Test
    void aSearchLeavesTheRowsThatMatchAndEscBringsAllBack(FxRobot robot) {
        NameTreeView tree = (NameTreeView) window.scene().lookup("#adapter-tree");
        int rows = tree.getExpandedItemCount();
        robot.clickOn(window.adapterRow(robot, QUERY_DOWN)).push(KeyCode.F).write("dense");
        WindowFixture.await(() -> window.patch.adapter().rowsProperty().get().tree().names() == 12);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(labels(tree)).contains("matrix_A.0", "matrix_B.0").doesNotContain("query_key_value");
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> window.patch.adapter().rowsProperty().get().tree().names() == 48);
        assertThat(tree.getExpandedItemCount()).as("the same rows are open as before").isEqualTo(rows);
    }

    private static Set<String> labels(NameTreeView tree) {
        return tree.rowsInView().keySet().stream().map(NameNode::label).collect(Collectors.toSet());
    }

    @Test
    void problemsAreWalkedThroughShownAndFixedFromTheKeyboard(FxRobot robot) throws Exception {
        robot.push(KeyCode.F2).push(KeyCode.F2);
        List<Cause> causes = window.patch.problems().causes();
        assertThat(window.patch.problems().selectedProperty().get()).contains(causes.get(1).problems().getFirst());
        robot.push(KeyCode.SHIFT, KeyCode.F2);
        assertThat(window.patch.problems().selectedProperty().get()).contains(causes.getFirst().problems().getFirst());
        robot.push(KeyCode.ENTER);
        NameTreeView tree = (NameTreeView) window.scene().lookup("#adapter-tree");
        String first = causes.getFirst().problems().getFirst().tensors().getFirst();
        assertThat(tree.selected()).map(NameNode::path).contains(first);
        Screenshots.take(window.scene(), "patch-problem");
        robot.push(KeyCode.ALT, KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
    }

    @Test
    void aClickCountsWhenTheListIsRefreshedWhileTheMouseButtonIsDown(FxRobot robot) {
        robot.moveTo("#fix-all").press(MouseButton.PRIMARY);
        robot.interact(() -> window.patch.problems().filterProperty().set(Optional.of(Severity.ERROR)));
        robot.release(MouseButton.PRIMARY);
        WindowFixture.await(() -> count(TensorState.MAPPED) == 48);
    }

    @Test
    void cablesJoinWhatIsMappedAndMergeWhereBranchesAreClosed(FxRobot robot) throws Exception {
        assertThat(visibleCables()).isZero();
        robot.clickOn("#fix-all");
        window.settle();
        WindowFixture.await(() -> visibleCables() > 0);
        assertThat(visibleCables()).isGreaterThanOrEqualTo(8);
        robot.interact(() -> {
            ((NameTreeView) window.scene().lookup("#adapter-tree")).getTreeItem(0).setExpanded(false);
            ((NameTreeView) window.scene().lookup("#base-tree")).getTreeItem(0).setExpanded(false);
        });
        WindowFixture.await(() -> visibleCables() == 1);
        Label count = (Label) window.scene().lookup(".cable-count");
        assertThat(count.getText()).isEqualTo("×48");
        Screenshots.take(window.scene(), "patch-merged-cables");
    }

    private long visibleCables() {
        return window.scene().getRoot().lookupAll(".cable").stream().filter(Node::isVisible).count();
    }

    @Test
    void aRuleIsTypedEditedAndSwitchedOff(FxRobot robot) throws Exception {
        robot.clickOn("Rules");
        robot.clickOn("#new-rule").write("drop model.**.matrix_A.0").push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.DROPPED)).isEqualTo(12);
        robot.clickOn("#new-rule").write("drop {").push(KeyCode.ENTER);
        assertThat(robot.lookup(".new-rule .state").queryAs(Label.class).getText()).isNotBlank();
        assertThat(window.workspace.state().rules().entries()).hasSize(1);
        Screenshots.take(window.scene(), "patch-rules");
        robot.doubleClickOn(".rule-text").push(KeyCode.CONTROL, KeyCode.A).write("drop model.**.matrix_B.0").push(KeyCode.ENTER);
        window.settle();
        assertThat(window.patch.rules().rows()).extracting(RuleRow::text).containsExactly("drop model.**.matrix_B.0");
        robot.clickOn(".rule-cell .check-box");
        window.settle();
        assertThat(count(TensorState.DROPPED)).isZero();
    }

    @Test
    void theHeatStripIsInReachFromEveryTab(FxRobot robot) throws Exception {
        TabPane tabs = (TabPane) window.scene().lookup("#patch-tabs");
        Node glance = window.scene().lookup("#heat-glance");
        for (Tab tab : tabs.getTabs()) {
            robot.interact(() -> tabs.getSelectionModel().select(tab));
            assertThat(glance.isVisible()).isTrue();
        }
        assertThat(glance.getAccessibleText()).contains("24");
        Screenshots.take(window.scene(), "heat-glance");
        robot.interact(() -> tabs.getSelectionModel().select(0));
        robot.clickOn(glance.localToScreen(3, 8).getX(), glance.localToScreen(3, 8).getY());
        WindowFixture.await(() -> window.scene().lookup("#heat-cells").isFocused());
        assertThat(tabs.getSelectionModel().getSelectedIndex()).isEqualTo(4);
        assertThat(window.patch.heat().cursorProperty().get().block()).isZero();
        robot.interact(() -> tabs.getSelectionModel().select(0));
        robot.interact(glance::requestFocus);
        robot.push(KeyCode.ENTER);
        WindowFixture.await(() -> window.scene().lookup("#heat-cells").isFocused());
        robot.interact(() -> window.scene().getWindow().setWidth(980));
        window.settle();
        Node headers = tabs.lookup(".headers-region");
        assertThat(!glance.isVisible() || glance.localToScene(0, 0).getX()
                        > headers.localToScene(headers.getLayoutBounds().getMaxX(), 0).getX())
                .as("it covers no tab").isTrue();
    }
}
