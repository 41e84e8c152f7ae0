package dev.patchbay.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.ValueReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableView;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Names of tensors come from strangers: what would break a line or turn text around is shown as text, wherever the window shows a name. */
@WindowTest
class HostileNamesInWindowTest {

    private static final String EVIL = "to\nq\u202Ecod\u001b[31m\u0007k\u2066v\u2028x";

    @TempDir
    private static Path cache;

    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
    }

    private static Checkpoint hostile() {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        for (int block = 0; block < 3; block++) {
            String module = "transformer_blocks." + block + ".attn1.";
            made.tensor(module + "to_q.lora_A.weight", 4, 1920).tensor(module + "to_q.lora_B.weight", 1920, 4);
            made.tensor(module + EVIL + ".lora_A.weight", 4, 1920).tensor(module + EVIL + ".lora_B.weight", 1920, 4);
            made.tensor(EVIL + "." + block + ".lora_A.weight", 4, 1920);
        }
        return made.tensor("stray" + EVIL, 3).build();
    }

    @Test
    void noLabelHoldsACharacterThatCommands(FxRobot robot) {
        WindowFixture[] made = new WindowFixture[1];
        robot.interact(() -> {
            made[0] = new WindowFixture(stage, cache, Appearance.LIGHT);
            made[0].workspace.change(
                    Message.of("ui.step.demo"), state -> state.with(hostile()).with(ModelCatalog.find("cogvideox-2b").orElseThrow()));
        });
        WindowFixture window = made[0];
        window.settle();
        WindowFixture.await(() -> window.workspace.valueReading() instanceof ValueReading.Done);
        robot.interact(() -> window.scene().getRoot().lookupAll("TreeTableView").forEach(tree -> expand((TreeTableView<?>) tree)));
        window.settle();

        assertThat(shown(window)).anyMatch(text -> text.contains("U+202E"));
        int tabs = FxWait.get(() -> tabs(window).map(pane -> pane.getTabs().size()).orElse(0));
        for (int tab = 0; tab < tabs; tab++) {
            int chosen = tab;
            robot.interact(() -> tabs(window).orElseThrow().getSelectionModel().select(chosen));
            window.settle();
            assertThat(shown(window)).allMatch(HostileNamesInWindowTest::isPlain);
        }
        assertThat(shown(window)).allMatch(HostileNamesInWindowTest::isPlain);
    }

    private static void expand(TreeTableView<?> tree) {
        for (int row = 0; row < tree.getExpandedItemCount() && row < 60; row++) {
            tree.getTreeItem(row).setExpanded(true);
        }
    }

    private static Optional<TabPane> tabs(WindowFixture window) {
        return window.scene().getRoot().lookupAll("TabPane").stream().map(TabPane.class::cast).findFirst();
    }

    private static boolean isPlain(String text) {
        return PlainText.of(text).equals(text);
    }

    private static List<String> shown(WindowFixture window) {
        return FxWait.get(() -> {
            List<String> texts = new ArrayList<>();
            collect(window.scene().getRoot(), texts);
            return texts;
        });
    }

    private static void collect(Node node, List<String> texts) {
        add(node.getAccessibleText(), texts);
        switch (node) {
            case Labeled label -> add(label.getText(), texts);
            case TextInputControl field -> add(field.getText(), texts);
            case Text text -> add(text.getText(), texts);
            default -> { }
        }
        if (node instanceof Control control) {
            Optional.ofNullable(control.getTooltip()).map(Tooltip::getText).ifPresent(text -> add(text, texts));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, texts));
        }
    }

    private static void add(String text, List<String> texts) {
        if (text != null && !text.isEmpty()) {
            texts.add(text);
        }
    }
}
