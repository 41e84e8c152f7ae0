package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.message.Message;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Analysis;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Files as people have them, in the two trees: how their names stand there, how they are found, and what an unlucky drop is told. */
@WindowTest
class TreesInWindowTest {

    private static final String TO_K = "transformer.transformer_blocks.0.attn1.to_k";

    @TempDir
    private static Path cache;

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
    }

    private void open(String base, Checkpoint file) {
        FxWait.get(() -> {
            window.workspace.change(Message.of("ui.step.openAdapter", "made up"),
                    state -> state.with(ModelCatalog.find(base).orElseThrow()).with(file));
            return true;
        });
        WindowFixture.await(() -> window.workspace.analysis().flatMap(Analysis::report).isPresent());
        window.settle();
    }

    private void openDemo(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
    }

    private static Checkpoint flattened() {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (int block : List.of(0, 1, 10, 11, 2, 20, 3)) {
            for (String part : List.of("attn1_to_q", "attn1_to_k", "attn1_to_v")) {
                file.pair("lora_unet_transformer_blocks_" + block + "_" + part, 1920, 1920, 4);
            }
        }
        return file.build();
    }

    /** Feed-forward layers of CogVideoX-2b as a program keeps them that stores matrices the other way around. */
    private static Checkpoint transposed() {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (int block = 0; block < 30; block++) {
            file.tensor("net." + block + ".up.lora_A.weight", 1920, 4).tensor("net." + block + ".up.lora_B.weight", 4, 7680);
        }
        return file.build();
    }

    private NameTreeView tree(String id) {
        return (NameTreeView) window.scene().lookup(id);
    }

    private List<String> labels(String id) {
        return FxWait.get(() -> tree(id).rowsInView().keySet().stream().map(NameNode::label).toList());
    }

    private int count(TensorState state) {
        return Collections.frequency(
                window.workspace.analysis().flatMap(Analysis::report).orElseThrow().tensorStates().values(), state);
    }

    private void drop(FxRobot robot, String tensor, String module) {
        robot.drag(window.adapterRow(robot, tensor), MouseButton.PRIMARY).dropTo(window.baseRow(robot, module));
        WindowFixture.await(() -> window.scene().lookup("#offer") != null);
    }

    @Test
    void flattenedNamesStandBlockByBlockInTheOrderOfTheirNumbers() throws Exception {
        open("cogvideox-2b", flattened());
        assertThat(labels("#adapter-tree")).containsSubsequence("lora_unet_transformer_blocks", "0", "1", "2", "3", "10");
        assertThat(labels("#adapter-tree")).contains("attn1_to_q");
        Screenshots.take(window.scene(), "trees-flattened");
    }

    @Test
    void aSearchMarksItsHitsAndSaysHowManyOfAllItFound(FxRobot robot) throws Exception {
        open("cogvideox-2b", flattened());
        assertThat(robot.lookup("#adapter-tree-count").queryAs(Label.class).getText()).isEqualTo("42 tensors");
        assertThat(visibleHits()).isZero();
        robot.clickOn("#adapter-tree-search").write("to_q");
        WindowFixture.await(() -> window.patch.adapter().rowsProperty().get().tree().names() == 14);
        WindowFixture.await(() -> visibleHits() > 0);
        assertThat(robot.lookup("#adapter-tree-count").queryAs(Label.class).getText()).isEqualTo("14 of 42");
        Screenshots.take(window.scene(), "trees-search");
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> visibleHits() == 0);
    }

    private long visibleHits() {
        return window.scene().getRoot().lookupAll(".search-hit").stream().filter(Node::isVisible).count();
    }

    @Test
    void longNamesAreElidedInTheMiddle() {
        open("cogvideox-2b", flattened());
        assertThat(window.scene().getRoot().lookupAll(".name-cell")).isNotEmpty()
                .allMatch(cell -> ((Labeled) cell).getTextOverrun() == OverrunStyle.CENTER_ELLIPSIS);
    }

    @Test
    void everyFileOpensWithItsFirstBranchesShown() {
        open("cogvideox-2b", transposed());
        assertThat(labels("#adapter-tree")).contains("lora_A.weight");
        open("cogvideox-2b", flattened());
        assertThat(labels("#adapter-tree")).contains("attn1_to_q");
        open("cogvideox-2b", transposed());
        assertThat(labels("#adapter-tree")).contains("lora_A.weight");
    }

    @Test
    void theBaseIsCountedByTheModulesThatAdaptersCanChangeEverywhere(FxRobot robot) {
        open("cogvideox-2b", flattened());
        int adaptable = window.patch.base().rowsProperty().get().adaptable();
        assertThat(robot.lookup("#base-tree-count").queryAs(Label.class).getText()).isEqualTo(adaptable + " modules");
        NameNode root = window.patch.base().rowsProperty().get().tree().root();
        assertThat(root.children().stream().mapToInt(window.patch.base().rowsProperty().get()::adaptable).sum()).isEqualTo(adaptable);
        assertThat(root.names()).as("norms are there, too").isGreaterThan(adaptable);
    }

    @Test
    void aDoubtfulDropSaysWhereTheNamePointsAndConnectsThereInstead(FxRobot robot) throws Exception {
        openDemo(robot);
        drop(robot, DemoPatch.QUERY_DOWN, TO_K);
        Button better = robot.lookup("#offer-better").queryButton();
        assertThat(better.getText()).contains("to_q");
        Screenshots.take(window.scene(), "offer-doubt");
        robot.clickOn(better);
        WindowFixture.await(() -> window.scene().lookup("#offer") != null && window.scene().lookup("#offer-better") == null);
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(48);
    }

    @Test
    void aDropOfMatricesThatAreStoredTurnedAroundOffersToTransposeThem(FxRobot robot) throws Exception {
        open("cogvideox-2b", transposed());
        FxWait.get(() -> {
            tree("#base-tree").reveal(window.patch.base().rowsProperty().get().tree()
                    .find("transformer.transformer_blocks.0.ff.net.0.proj").orElseThrow());
            return true;
        });
        drop(robot, "net.0.up.lora_A.weight", "transformer.transformer_blocks.0.ff.net.0.proj");
        assertThat(robot.lookup(".offer-refusal").queryAs(Label.class).getText()).contains("turned around");
        assertThat(robot.lookup("#proposals").queryListView().getItems()).isNotEmpty();
        Screenshots.take(window.scene(), "offer-transpose");
        robot.push(KeyCode.ENTER);
        window.settle();
        assertThat(count(TensorState.MAPPED)).isEqualTo(60);
    }

    @Test
    void aDropThatNeedsAnotherBaseOffersIt(FxRobot robot) throws Exception {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (int block = 0; block < 42; block++) {
            for (String part : List.of("to_q", "to_k", "to_v", "to_out.0")) {
                file.pair("transformer.transformer_blocks." + block + ".attn1." + part, 3072, 3072, 2);
            }
        }
        open("cogvideox-2b", file.build());
        drop(robot, "transformer.transformer_blocks.0.attn1.to_q.lora_A.weight", "transformer.transformer_blocks.0.attn1.to_q");
        Screenshots.take(window.scene(), "offer-other-base");
        robot.clickOn(robot.lookup(".offer-fix").queryButton());
        window.settle();
        assertThat(window.workspace.state().base().orElseThrow().name()).startsWith("cogvideox").isNotEqualTo("cogvideox-2b");
    }

    @Test
    void theCardOpensWhereTheTensorWasDropped(FxRobot robot) {
        openDemo(robot);
        Node row = window.baseRow(robot, TO_K);
        double x = FxWait.get(() -> row.localToScene(row.getLayoutBounds()).getCenterX());
        double y = FxWait.get(() -> row.localToScene(row.getLayoutBounds()).getCenterY());
        drop(robot, DemoPatch.QUERY_DOWN, TO_K);
        Node card = window.scene().lookup("#offer");
        assertThat(FxWait.get(() -> card.localToScene(card.getLayoutBounds()).getMinX())).isBetween(x - 300, x + 60);
        assertThat(FxWait.get(() -> card.localToScene(card.getLayoutBounds()).getMinY())).isBetween(y, y + 60);
    }

    @Test
    void aClickOnACableSelectsTheRuleThatConnectsIt(FxRobot robot) throws Exception {
        openDemo(robot);
        drop(robot, DemoPatch.QUERY_DOWN, "transformer.transformer_blocks.0.attn1.to_q");
        robot.push(KeyCode.ENTER);
        window.settle();
        WindowFixture.await(() -> window.scene().getRoot().lookupAll(".cable").stream().anyMatch(Node::isVisible));
        Node row = window.baseRow(robot, "transformer.transformer_blocks.0.attn1.to_q");
        Node gutter = window.scene().lookup("#cables");
        double x = FxWait.get(() -> gutter.localToScreen(gutter.getLayoutBounds()).getMaxX()) - 6;
        double y = FxWait.get(() -> row.localToScreen(row.getLayoutBounds()).getCenterY());
        robot.clickOn(x, y);
        WindowFixture.await(() -> window.scene().lookup("#rules") instanceof ListView<?> rules
                && rules.getSelectionModel().getSelectedIndex() >= 0);
        Screenshots.take(window.scene(), "cables-rule");
    }

    @Test
    void theGutterKeepsItsWidthAndNoTwoCountsMeet(FxRobot robot) throws Exception {
        openDemo(robot);
        robot.clickOn("#fix-all");
        window.settle();
        WindowFixture.await(() -> counts().size() > 2);
        double wide = window.scene().lookup("#cables").getLayoutBounds().getWidth();
        for (Node one : counts()) {
            for (Node other : counts()) {
                boolean meet = one != other && inScene(one).intersects(inScene(other));
                assertThat(meet).isFalse();
            }
        }
        Screenshots.take(window.scene(), "cables-1440");
        robot.interact(() -> window.scene().getWindow().setWidth(980));
        assertThat(window.scene().lookup("#cables").getLayoutBounds().getWidth()).isEqualTo(wide);
        Screenshots.take(window.scene(), "cables-980");
    }

    private static Bounds inScene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private List<Node> counts() {
        return window.scene().getRoot().lookupAll(".cable-count").stream().filter(Node::isVisible).toList();
    }
}
