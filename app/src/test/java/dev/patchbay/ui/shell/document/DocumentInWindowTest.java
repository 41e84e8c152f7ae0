package dev.patchbay.ui.shell.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.saved.RecentFile;
import dev.patchbay.workspace.saved.SavedFile;
import dev.patchbay.workspace.saved.SavedWorkspace;
import dev.patchbay.workspace.saved.WorkspaceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Saving, opening, closing and going on, by keyboard and mouse. */
@WindowTest
class DocumentInWindowTest {

    @TempDir
    private static Path cache;

    @TempDir
    private Path folder;

    private WindowFixture window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        window = new WindowFixture(primary, cache, Appearance.LIGHT);
    }

    private DocumentModel document() {
        return window.shell.document();
    }

    private RuleSet rules() {
        return window.workspace.state().rules();
    }

    private static DemoFiles demo() throws Exception {
        return new Demo(cache).unpack();
    }

    /** The demo with the rules that repair it. */
    private void repaired(FxRobot robot) {
        robot.clickOn("#open-demo");
        WindowFixture.await(() -> window.shell.statusProperty().get().report().isPresent());
        window.settle();
        robot.clickOn("#fix-all");
        WindowFixture.await(() -> !rules().entries().isEmpty());
    }

    @Test
    void ctrlSSavesAndCtrlOOpensAgainWithAllRules(FxRobot robot) throws Exception {
        repaired(robot);
        RuleSet made = rules();
        Path file = folder.resolve("repair");
        window.dialogs.answer(file);
        robot.push(KeyCode.CONTROL, KeyCode.S);
        Path written = folder.resolve("repair.patchbay");
        WindowFixture.await(() -> document().fileProperty().get().equals(Optional.of(written)));
        assertThat(window.dialogs.suggested().getLast().toString()).endsWith("trail-sat.patchbay");
        assertThat(WorkspaceFile.read(written).rules()).isEqualTo(made);
        assertThat(stage.getTitle()).startsWith("repair.patchbay — trail-sat");
        assertThat(window.shell.noticeProperty().get()).as("no banner says saved").isEmpty();

        robot.push(KeyCode.CONTROL, KeyCode.Z);
        WindowFixture.await(() -> document().changedProperty().get());
        assertThat(stage.getTitle()).startsWith("• repair.patchbay");
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        WindowFixture.await(() -> !document().changedProperty().get());

        window.dialogs.answer(demo().mislabelledAdapter());
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        WindowFixture.await(() -> stage.getTitle().contains("outline-peft"));
        window.dialogs.answer(written);
        robot.push(KeyCode.CONTROL, KeyCode.O);
        WindowFixture.await(() -> rules().equals(made));
        assertThat(window.workspace.state().checkpoint().orElseThrow().path()).isEqualTo(demo().brokenAdapter());
        assertThat(window.workspace.history().undoable()).as("a document begins anew").isEmpty();
        assertThat(document().changedProperty().get()).isFalse();
    }

    @Test
    void ruleFilesAreAppliedAndWritten(FxRobot robot) throws Exception {
        repaired(robot);
        RuleSet made = rules();
        Path file = folder.resolve("mine.json");
        window.dialogs.answer(file);
        command(robot, "save the rules");
        WindowFixture.await(() -> Files.exists(file));
        window.settle();
        assertThat(RuleSetCodec.read(file).entries()).isEqualTo(made.entries());
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        WindowFixture.await(() -> rules().entries().isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.O);
        WindowFixture.await(() -> rules().entries().equals(made.entries()));
        assertThat(window.workspace.history().undoable().orElseThrow().text()).contains("rules of mine.json");
        Files.writeString(file, "{\"patchbay\": 1, \"rules\": [\n{\"renam\": \"a\"}]}");
        robot.push(KeyCode.CONTROL, KeyCode.O);
        WindowFixture.await(() -> window.shell.noticeProperty().get().isPresent());
        assertThat(window.shell.noticeProperty().get().orElseThrow().message().text()).contains("mine.json", "line 2");
        assertThat(rules().entries()).as("a broken file changes nothing").isEqualTo(made.entries());
    }

    private void command(FxRobot robot, String words) {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        WindowFixture.await(() -> window.scene().getFocusOwner() instanceof javafx.scene.control.TextField);
        robot.write(words).push(KeyCode.ENTER);
        WindowFixture.await(() -> window.scene().lookup("#command-palette") == null);
    }

    @Test
    void aFileThatIsMissingIsAskedForAndTheRulesAreThere(FxRobot robot) throws Exception {
        repaired(robot);
        RuleSet made = rules();
        Path file = folder.resolve("w.patchbay");
        SavedWorkspace saved = SavedWorkspace.of(window.workspace.state())
                .withFiles(Optional.of(SavedFile.of(folder.resolve("moved/trail-sat"))), document().now().base());
        WorkspaceFile.write(saved, file);
        robot.interact(() -> window.shell.open(file));
        WindowFixture.await(() -> !document().missing().isEmpty());
        assertThat(rules()).isEqualTo(made);
        assertThat(window.workspace.state().base()).isPresent();
        Screenshots.take(window.scene(), "workspace-missing");
        robot.interact(() -> document().save(file, () -> {}, problem -> {}));
        WindowFixture.await(() -> !document().changedProperty().get());
        assertThat(WorkspaceFile.read(file).adapter().orElseThrow().path()).as("its place is kept").endsWith("trail-sat");
        window.dialogs.answer(demo().brokenAdapter());
        robot.clickOn("#locate-adapter");
        WindowFixture.await(() -> document().missing().isEmpty());
        assertThat(window.workspace.state().checkpoint().orElseThrow().path()).isEqualTo(demo().brokenAdapter());
        assertThat(rules()).as("they were made for this file").isEqualTo(made);
        assertThat(robot.lookup("#missing-files").query().isVisible()).isFalse();
    }

    @Test
    void closingAsksOnlyIfAFileDiffers(FxRobot robot) throws Exception {
        repaired(robot);
        assertThat(closes(robot)).as("in no file: kept for the next start").isTrue();
        Path file = folder.resolve("w.patchbay");
        window.dialogs.answer(file);
        robot.push(KeyCode.CONTROL, KeyCode.S);
        WindowFixture.await(() -> document().fileProperty().get().isPresent());
        assertThat(closes(robot)).as("all is in the file").isTrue();
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        WindowFixture.await(() -> document().changedProperty().get());
        assertThat(closes(robot)).isFalse();
        WindowFixture.await(() -> window.scene().lookup("#close-question") != null);
        Screenshots.take(window.scene(), "workspace-close-question");
        robot.clickOn("#close-cancel");
        WindowFixture.await(() -> window.scene().lookup("#close-question") == null);
        assertThat(stage.isShowing()).isTrue();
        assertThat(closes(robot)).isFalse();
        WindowFixture.await(() -> window.scene().lookup("#close-question") != null);
        robot.push(KeyCode.ENTER);
        WindowFixture.await(() -> !stage.isShowing());
        assertThat(WorkspaceFile.read(file).rules().entries()).as("saved with what was undone").isEmpty();
        robot.interact(stage::show);
    }

    /** Whether a click on the window's ✕ would close it. */
    private boolean closes(FxRobot robot) {
        WindowEvent event = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        robot.interact(() -> stage.getOnCloseRequest().handle(event));
        return !event.isConsumed();
    }

    @Test
    void whatWasOpenedAndWhatIsInNoFileIsOnTheFirstPage(FxRobot robot) throws Exception {
        repaired(robot);
        RuleSet made = rules();
        robot.interact(() -> {
            try {
                document().close();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        robot.interact(() -> document().refreshLeft(found -> {}));
        WindowFixture.await(() -> document().left().size() == 1);
        document().left().forEach(work -> assertThat(work.closed()).isTrue());
        robot.interact(() -> {
            document().remember(Path.of("/loras/style/ink.safetensors"), RecentFile.Kind.ADAPTER);
            window.workspace.open(dev.patchbay.message.Message.of("workspace.start"), dev.patchbay.workspace.WorkspaceState.EMPTY);
        });
        WindowFixture.await(() -> robot.lookup("#welcome").query().isVisible());
        Screenshots.take(window.scene(), "welcome-recent");
        robot.interact(() -> window.theme.appearanceProperty().set(Appearance.DARK));
        Screenshots.take(window.scene(), "welcome-recent-dark");
        assertThat(robot.lookup("ink.safetensors").tryQuery()).isPresent();
        robot.clickOn("#recent-work .recent-row");
        WindowFixture.await(() -> rules().equals(made));
        assertThat(document().left()).isEmpty();
        assertThat(window.workspace.state().checkpoint()).isPresent();
    }
}
