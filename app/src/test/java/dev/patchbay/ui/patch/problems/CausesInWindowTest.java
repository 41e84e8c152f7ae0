package dev.patchbay.ui.patch.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.message.Message;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.ValueReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The list of problems has one row for each cause, the root cause first, and opens it by mouse and by keyboard. */
@WindowTest
class CausesInWindowTest {

    private static final List<String> STEMS =
            List.of("img_attn.proj", "txt_attn.proj", "img_mlp.0", "img_mlp.2", "txt_mlp.0", "txt_mlp.2");

    @TempDir
    private static Path cache;

    private Stage stage;
    private WindowFixture window;

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    /** The names of FLUX's authors without anything in front, which no program takes. */
    private static Checkpoint bareNames() {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        for (String stem : STEMS) {
            long in = stem.endsWith("mlp.2") ? 12288 : 3072;
            long out = stem.endsWith("mlp.0") ? 12288 : 3072;
            made.tensor("double_blocks.3." + stem + ".lora_A.weight", 4, in).tensor("double_blocks.3." + stem + ".lora_B.weight", out, 4);
        }
        return made.tensor("double_blocks.4.img_attn.proj.lora_A.weight", 4, 3072).build();
    }

    private void open(FxRobot robot, Appearance appearance, int width) {
        robot.interact(() -> {
            window = new WindowFixture(stage, cache, appearance);
            stage.setWidth(width);
            window.workspace.change(
                    Message.of("ui.step.demo"), state -> state.with(bareNames()).with(ModelCatalog.find("flux.1-dev").orElseThrow()));
        });
        window.settle();
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Done);
        window.settle();
    }

    private ListView<?> list() {
        return (ListView<?>) window.scene().lookup("#problems");
    }

    private int rows() {
        WaitForAsyncUtils.waitForFxEvents();
        return FxWait.get(() -> list().getItems().size());
    }

    private ProblemRow chosen() {
        WaitForAsyncUtils.waitForFxEvents();
        return window.patch.problems().rowProperty().get().orElseThrow();
    }

    /** The cell of a row of the list, which has to be in view. */
    private ListCell<?> cell(FxRobot robot, int index) {
        return robot.from(list()).lookup(".list-cell")
                .match(node -> node instanceof ListCell<?> cell && !cell.isEmpty() && cell.getIndex() == index)
                .queryAs(ListCell.class);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "DARK, 1440", "LIGHT, 1100", "DARK, 1100"})
    void aCauseOpensToItsProblemsByMouseAndByKeyboard(Appearance appearance, int width, FxRobot robot) throws Exception {
        open(robot, appearance, width);
        String prefix = "causes-" + appearance.name().toLowerCase(Locale.ROOT) + "-" + width + "-";
        int closed = rows();
        assertThat(closed).isEqualTo(window.patch.problems().causes().size());
        assertThat(window.patch.problems().causes().getFirst().code()).isEqualTo(CauseCode.NAMING);
        int folded = window.patch.problems().causes().getFirst().problems().size();
        assertThat(folded).isGreaterThanOrEqualTo(STEMS.size());
        Screenshots.take(window.scene(), prefix + "closed");

        robot.push(KeyCode.F2);
        WindowFixture.await(() -> list().isFocused());
        assertThat(cell(robot, 0).getAccessibleText()).contains(folded + " problems, hidden; Space shows them.");
        robot.push(KeyCode.SPACE);
        assertThat(rows()).isEqualTo(closed + folded);
        assertThat(cell(robot, 0).getAccessibleText()).contains(folded + " problems, shown below");
        robot.push(KeyCode.DOWN);
        assertThat(chosen().under()).contains(window.patch.problems().causes().getFirst().problems().getFirst());
        Screenshots.take(window.scene(), prefix + "open");
        robot.push(KeyCode.ENTER);
        NameTreeView tree = (NameTreeView) window.scene().lookup("#adapter-tree");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(tree.selected()).map(NameNode::path).contains("double_blocks.3.img_attn.proj.lora_A.weight");

        robot.interact(list()::requestFocus);
        robot.push(KeyCode.LEFT);
        assertThat(rows()).isEqualTo(closed);
        assertThat(chosen().isCause()).isTrue();
        robot.push(KeyCode.RIGHT);
        assertThat(rows()).isEqualTo(closed + folded);
        robot.clickOn(opener(robot));
        assertThat(rows()).isEqualTo(closed);
        robot.clickOn(opener(robot));
        assertThat(rows()).isEqualTo(closed + folded);

        String label = window.patch.problems().causes().getFirst().fixes().getFirst().label().text();
        List<Node> buttons = List.copyOf(robot.from(list()).lookup(".fix-button")
                .match(node -> node instanceof Button button && button.isVisible() && button.getText().equals(label)).queryAll());
        assertThat(buttons).as("one button for the action").hasSize(1);
        robot.clickOn(buttons.getFirst());
        window.settle();
        assertThat(window.workspace.analysis().orElseThrow().report().orElseThrow().tensorStates().values())
                .filteredOn(TensorState.MAPPED::equals).hasSize(2 * STEMS.size());
    }

    private static Node opener(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.lookup("#open-cause").match(Node::isVisible).query();
    }
}
