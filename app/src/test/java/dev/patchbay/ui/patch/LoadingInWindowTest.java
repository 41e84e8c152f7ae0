package dev.patchbay.ui.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.shell.ShellViewModel;
import dev.patchbay.ui.shell.document.TestDocument;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import dev.patchbay.workspace.place.FoundPlaces;
import java.nio.file.Path;
import java.util.Set;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** While something is opened, the part of the window that it is for says so, and none says that nothing is there. */
@WindowTest
class LoadingInWindowTest {

    @TempDir
    private static Path cache;

    private final QueuedExecutor queue = QueuedExecutor.waiting();
    private WindowFixture window;
    private ShellViewModel opener;

    @Start
    void start(Stage stage) {
        window = new WindowFixture(stage, cache, Appearance.LIGHT);
        Workspace workspace = new Workspace(queue);
        opener = new ShellViewModel(
                workspace, TestDocument.of(workspace, queue, cache), queue, new BaseModels(TestOpener.OPENER), new Demo(cache),
                cancellation -> FoundPlaces.NONE, files -> {});
    }

    @Test
    void whatIsOpenedSaysSoUntilItIsThereOrFails(FxRobot robot) {
        robot.interact(() -> opener.open(cache.resolve("absent.safetensors")));
        assertThat(opener.openingProperty().get()).containsExactly(FileDrop.ANYTHING);
        robot.interact(this::runAll);
        assertThat(opener.openingProperty().get()).isEmpty();
        assertThat(opener.noticeProperty().get()).isPresent();
    }

    @Test
    void emptyPanesShowGreyRowsAndALineWhileTheyAreFilled(FxRobot robot) throws Exception {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.workspace.analysis().isPresent());
        window.settle();
        assertThat(shown(".skeleton")).isZero();
        assertThat(lineIsVisible()).isFalse();
        robot.interact(() -> {
            window.patch.openingProperty().unbind();
            window.patch.openingProperty().set(Set.of(FileDrop.ANYTHING));
        });
        WindowFixture.await(this::lineIsVisible);
        assertThat(shown(".skeleton")).as("rows that are there stay").isZero();
        robot.interact(() -> window.workspace.open(
                Message.of("workspace.start"),
                WorkspaceState.EMPTY.with(window.workspace.state().base().orElseThrow())));
        WindowFixture.await(() -> shown(".skeleton") > 0);
        assertThat(robot.lookup("#adapter-tree .empty-state").tryQuery()).isEmpty();
        Screenshots.take(window.scene(), "loading");
        robot.interact(() -> window.patch.openingProperty().set(Set.of()));
        WindowFixture.await(() -> shown(".skeleton") == 0);
        assertThat(lineIsVisible()).isFalse();
    }

    private void runAll() {
        while (queue.size() > 0) {
            queue.runNext();
        }
    }

    private boolean lineIsVisible() {
        return window.scene().lookup("#adapter-tree-loading").isVisible();
    }

    private long shown(String selector) {
        return window.scene().getRoot().lookupAll(selector).stream().filter(Node::isVisible).count();
    }
}
