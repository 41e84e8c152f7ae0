package dev.patchbay.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The Compare place by mouse and keyboard. */
@WindowTest
class ComparePlaceTest {

    @TempDir
    private static Path folder;

    private WindowFixture window;
    private Stage stage;

    @Start
    void start(Stage primary) {
        stage = primary;
        window = new WindowFixture(primary, folder, Appearance.LIGHT);
    }

    private static Path early() throws IOException {
        return TrainedFiles.trained(1).write(folder.resolve("step-1000.safetensors"));
    }

    private void go(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        WindowFixture.await(() -> robot.lookup("#place-compare").query().isVisible());
    }

    private CompareResult compare(FxRobot robot, Path left, Path right) {
        go(robot);
        window.dialogs.answer(left);
        robot.clickOn("#compare-left-open");
        WindowFixture.await(() -> window.compare.leftProperty().get().equals(Optional.of(left)));
        window.dialogs.answer(right);
        robot.clickOn("#compare-right-open");
        return awaitResult();
    }

    private CompareResult awaitResult() {
        WindowFixture.await(() -> window.compare.comparingProperty().get() instanceof Comparing.Done);
        return ((Comparing.Done) window.compare.comparingProperty().get()).result();
    }

    private static String verdict(FxRobot robot) {
        return String.join(" | ", robot.from(robot.lookup("#compare-verdict").<Node>query()).lookup(".label").queryAllAs(Label.class)
                .stream().map(Label::getText).toList());
    }

    private static TableView<?> table(FxRobot robot) {
        return robot.lookup("#compare-table").queryAs(TableView.class);
    }

    @Test
    void aTrainingThatWentOnIsSaidToAndItsBlocksShowWhereItMoved(FxRobot robot) throws Exception {
        Path later = TrainedFiles.trained(1).later().without("blocks.11.attn1.to_v").write(folder.resolve("step-2000.safetensors"));
        CompareResult result = compare(robot, early(), later);

        assertThat(verdict(robot)).contains("goes on from").contains("Equal in every bit: 8 of 96 tensors.");
        assertThat(result.counts())
                .containsEntry(ChangeKind.SAME, 8).containsEntry(ChangeKind.REMOVED, 2).containsEntry(ChangeKind.VALUES, 86);
        assertThat(table(robot).getItems()).hasSize(88);
        Screenshots.take(window.scene(), "compare-goes-on");

        robot.clickOn("#compare-kind-removed");
        WindowFixture.await(() -> table(robot).getItems().size() == 2);
        robot.clickOn("#compare-kind-all").push(KeyCode.CONTROL, KeyCode.F).write("blocks.10.attn1.to_q");
        WindowFixture.await(() -> table(robot).getItems().size() == 2);
        robot.push(KeyCode.ESCAPE);
        WindowFixture.await(() -> table(robot).getItems().size() == 88);
    }

    @Test
    void anAdapterThatWasResetOnResumeIsAFreshStart(FxRobot robot) throws Exception {
        compare(robot, early(), TrainedFiles.trained(1).reset().write(folder.resolve("step-1100.safetensors")));

        assertThat(verdict(robot)).contains("is a fresh start").contains("set back to the start");
        robot.interact(() -> window.theme.appearanceProperty().set(Appearance.DARK));
        Screenshots.take(window.scene(), "compare-fresh-start-dark");
    }

    @Test
    void aCellOfTheStripLeadsToItsRowByMouseAndByKeyboard(FxRobot robot) throws Exception {
        compare(robot, early(), TrainedFiles.trained(1).later().write(folder.resolve("step-3000.safetensors")));
        Node strip = robot.lookup("#compare-strip").query();
        robot.interact(strip::requestFocus);
        robot.push(KeyCode.END).push(KeyCode.ENTER);
        WindowFixture.await(() -> table(robot).getSelectionModel().getSelectedItem() instanceof CompareRow row
                && row.name().contains("blocks.11.attn1.to_k"));
        robot.push(KeyCode.HOME).push(KeyCode.ENTER);
        WindowFixture.await(() -> table(robot).getSelectionModel().getSelectedItem() instanceof CompareRow row
                && row.name().contains("blocks.0.") && row.kind() == ChangeKind.SAME);
    }

    @Test
    void filesOfTwoProgramsAreAlignedThroughRules(FxRobot robot) throws Exception {
        Path other = TrainedFiles.trained(1).underOtherNames().write(folder.resolve("peft.safetensors"));
        CompareResult result = compare(robot, other, early());

        assertThat(result.counts()).containsEntry(ChangeKind.SAME, 96).doesNotContainKeys(ChangeKind.ADDED, ChangeKind.REMOVED);
        assertThat(verdict(robot)).contains("Aligned through the rules");
        robot.clickOn("#compare-align-names");
        WindowFixture.await(() -> window.compare.comparingProperty().get() instanceof Comparing.Done done
                && done.result().counts().getOrDefault(ChangeKind.ADDED, 0) == 96);
    }

    @Test
    void theOpenAdapterIsTheFirstFileAndBothCanBeSwapped(FxRobot robot) throws Exception {
        Path first = early();
        robot.interact(() -> window.shell.open(first));
        WindowFixture.await(() -> window.workspace.state().checkpoint().isPresent());
        go(robot);
        assertThat(window.compare.leftProperty().get()).contains(first);
        Screenshots.take(window.scene(), "compare-one-file");
        Path later = TrainedFiles.trained(1).later().write(folder.resolve("step-4000.safetensors"));
        window.dialogs.answer(later);
        robot.clickOn("#compare-right-open");
        awaitResult();
        robot.clickOn("#compare-swap");
        WindowFixture.await(() -> window.compare.leftProperty().get().equals(Optional.of(later)));
        awaitResult();
    }

    @Test
    void aFileThatCannotBeOpenedIsSaidAndTriedAgain(FxRobot robot) throws Exception {
        go(robot);
        Path broken = Files.writeString(folder.resolve("broken.safetensors"), "{}");
        robot.interact(() -> {
            window.compare.leftProperty().set(Optional.of(broken));
            window.compare.rightProperty().set(Optional.of(broken));
        });
        WindowFixture.await(() -> window.compare.comparingProperty().get() instanceof Comparing.Failed);
        assertThat(robot.lookup("#compare-problem").queryAs(Label.class).getText()).contains("broken.safetensors");
        Files.copy(early(), broken, StandardCopyOption.REPLACE_EXISTING);
        robot.clickOn("#compare-again");
        assertThat(awaitResult().counts()).containsEntry(ChangeKind.SAME, 96);
    }

    @Test
    void itFitsANarrowWindow(FxRobot robot) throws Exception {
        robot.interact(() -> stage.setWidth(980));
        CompareResult result =
                compare(robot, early(), TrainedFiles.trained(1).later().write(folder.resolve("step-5000.safetensors")));
        assertThat(result.rows()).hasSize(96);
        WindowFixture.await(() -> window.scene().getRoot().getLayoutBounds().getWidth() <= 980);
        Screenshots.take(window.scene(), "compare-narrow");
        Node search = robot.lookup("#compare-search").query();
        assertThat(search.localToScene(search.getLayoutBounds()).getMaxX()).isLessThanOrEqualTo(980);
    }
}
