package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.message.Message;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTree;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.theme.Appearance;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javafx.geometry.VerticalDirection;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/**
 * A file of 100,000 tensors: the window stays usable while it is opened, searched and scrolled. Its threads are told apart by what has been
 * done when the FX thread goes on, and effort by the rows that are made; {@code -Dpatchbay.timings=true} prints how long each step took.
 */
@WindowTest
class LargeFileTest {

    private static final int BLOCKS = 5_000;
    private static final String[] PARTS = {"to_q", "to_k", "to_v", "to_out.0", "ff.net.0", "ff.net.2", "norm1", "norm2", "proj", "gate"};
    /** No more rows than fit the window, a few times over. */
    private static final int MOST_ROWS = 200;

    @TempDir
    private static Path cache;

    private WindowFixture window;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.DARK);
    }

    private NameTree names() {
        return window.patch.adapter().rowsProperty().get().tree();
    }

    private static Checkpoint large(String blocks) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        for (int block = 0; block < BLOCKS; block++) {
            for (String part : PARTS) {
                checkpoint.tensor("transformer." + blocks + "." + block + "." + part + ".lora_A.weight", 1, 2);
                checkpoint.tensor("transformer." + blocks + "." + block + "." + part + ".lora_B.weight", 2, 1);
            }
        }
        return checkpoint.build();
    }

    @Test
    void theWindowStaysUsable(FxRobot robot) throws Exception {
        Checkpoint checkpoint = large("transformer_blocks");
        NameTreeView tree = (NameTreeView) window.scene().lookup("#adapter-tree");
        Heartbeat heartbeat = new Heartbeat();
        robot.interact(() -> {
            window.workspace.change(Message.of("ui.step.openAdapter", "large"), state -> state.with(checkpoint));
            assertThat(window.workspace.isSettled()).as("the FX thread goes on before the file is analyzed").isFalse();
            assertThat(names().names()).as("the FX thread goes on before the tree is made").isZero();
        });
        WindowFixture.await(() -> names().names() == 100_000);
        assertThat(rows(tree)).isBetween(1, MOST_ROWS);
        heartbeat.lap("open");
        robot.clickOn("#adapter-tree-search").write("4999 to_");
        WindowFixture.await(() -> names().names() == 8);
        heartbeat.lap("typing");
        search(robot, 'k', 2);
        heartbeat.lap("search while the file is analyzed");
        robot.eraseText(1).push(KeyCode.ESCAPE);
        WindowFixture.await(() -> names().names() == 100_000);
        heartbeat.lap("search cleared");
        robot.moveTo(tree);
        for (int i = 0; i < 20; i++) {
            robot.scroll(5, VerticalDirection.DOWN);
        }
        assertThat(rows(tree)).isBetween(1, MOST_ROWS);
        heartbeat.lap("scroll");
        robot.interact(() -> tree.reveal(names().find("transformer.transformer_blocks.4321.gate.lora_B.weight").orElseThrow()));
        assertThat(tree.selected()).map(NameNode::label).contains("lora_B.weight");
        assertThat(rows(tree)).isBetween(1, MOST_ROWS);
        heartbeat.lap("reveal");
        WindowFixture.await(() -> window.patch.heat().stripProperty().get().blocks().size() == BLOCKS);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
        WindowFixture.await(() -> robot.lookup("#heat-cells").query().isFocused());
        robot.push(KeyCode.END).push(KeyCode.LEFT).push(KeyCode.DOWN).push(KeyCode.ENTER);
        heartbeat.lap("heat strip");
        Screenshots.take(window.scene(), "large-heat-strip");
        assertThat(tree.selected()).map(NameNode::path).contains("transformer.transformer_blocks.4998.to_k.lora_A.weight");
        robot.clickOn("#adapter-tree-search").write("3111");
        WindowFixture.await(() -> names().names() == 20);
        search(robot, '0', 0);
        robot.eraseText(5);
        WindowFixture.await(() -> names().names() == 100_000);
        search(robot, '7', 27_100);
        search(robot, '7', 1_900);
        robot.eraseText(2);
        WindowFixture.await(() -> names().names() == 100_000);
        heartbeat.lap("(a picture is taken)");
        Checkpoint another = large("blocks");
        heartbeat.lap("(another file is made)");
        robot.interact(() -> window.workspace.change(Message.of("ui.step.openAdapter", "another"), state -> state.with(another)));
        WindowFixture.await(() -> names().find("transformer.blocks").isPresent());
        heartbeat.lap("open another");
        heartbeat.stop();
    }

    /** Rows that were made, seen or not. */
    private static int rows(NameTreeView tree) {
        return FxWait.get(() -> tree.lookupAll(".tree-table-row-cell").size());
    }

    /** Types one key and tells how long its result takes, the pause that ends typing included, until the rows are laid out. */
    private void search(FxRobot robot, char key, int found) {
        AtomicLong typed = new AtomicLong();
        AtomicLong shown = new AtomicLong();
        robot.interact(() -> {
            robot.lookup("#adapter-tree-search").queryTextInputControl().textProperty().subscribe(text -> typed.set(System.nanoTime()));
            window.patch.adapter().rowsProperty().subscribe(rows -> {
                if (rows.tree().names() == found) {
                    window.scene().getRoot().layout();
                    shown.set(System.nanoTime());
                }
            });
        });
        robot.write(key);
        WindowFixture.await(() -> names().names() == found);
        robot.interact(() -> {});
        if (Boolean.getBoolean("patchbay.timings")) {
            System.out.printf("found %d names %d ms after the key%n", found, (shown.get() - typed.get()) / 1_000_000);
        }
    }

    /** Asks the FX thread again and again and notes how long an answer takes. */
    private static final class Heartbeat {

        private final AtomicBoolean beating = new AtomicBoolean(true);
        private final AtomicLong longestOfLap = new AtomicLong();
        private long lapStart = System.nanoTime();

        Heartbeat() {
            Thread.ofPlatform().daemon().start(() -> {
                while (beating.get()) {
                    long asked = System.nanoTime();
                    FxThread.later(() -> note((System.nanoTime() - asked) / 1_000_000));
                    try {
                        Thread.sleep(5);
                    } catch (InterruptedException stop) {
                        return;
                    }
                }
            });
        }

        private void note(long millis) {
            longestOfLap.accumulateAndGet(millis, Math::max);
        }

        void lap(String name) {
            long now = System.nanoTime();
            if (Boolean.getBoolean("patchbay.timings")) {
                System.out.printf("%s: %d ms, longest block %d ms%n", name, (now - lapStart) / 1_000_000, longestOfLap.getAndSet(0));
            }
            lapStart = now;
        }

        void stop() {
            beating.set(false);
        }
    }
}
