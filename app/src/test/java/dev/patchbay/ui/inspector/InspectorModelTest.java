package dev.patchbay.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.examination.Examiner;
import dev.patchbay.examination.Pointed;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When values are read, and when not. */
class InspectorModelTest {

    private static final String FIRST = "transformer.a.lora_A.weight";
    private static final String SECOND = "transformer.a.lora_B.weight";

    private final QueuedExecutor reading = QueuedExecutor.waiting();
    private final Workspace workspace = new Workspace(QueuedExecutor.immediate());
    private final InspectorModel model = new InspectorModel(workspace, reading, new Examiner(TestOpener.OPENER));

    @BeforeEach
    void open() {
        Checkpoint file = new SyntheticCheckpoint().pair("transformer.a", 4, 4, 2).build();
        workspace.change(Message.of("ui.step.demo"), state -> state.with(file));
    }

    private void point(String name) {
        model.point(Optional.of(new Pointed.InFile(name, List.of(name))));
    }

    private void runAll() {
        while (reading.size() > 0) {
            reading.runNext();
        }
    }

    @Test
    void nothingIsReadWhileTheDrawerIsClosed() {
        point(FIRST);

        assertThat(reading.size()).isZero();
        assertThat(model.lookProperty().get()).isInstanceOf(Look.Nothing.class);
    }

    @Test
    void theRowIsKnownBeforeItsValues() {
        model.openProperty().set(true);
        runAll();
        point(FIRST);
        reading.runNext();

        assertThat(model.subjectProperty().get()).isPresent();
        assertThat(model.lookProperty().get()).isInstanceOf(Look.Running.class);
        runAll();
        assertThat(model.lookProperty().get()).isInstanceOf(Look.Done.class);
    }

    @Test
    void aRowThatWasLookedAtIsNotReadAgain() {
        model.openProperty().set(true);
        point(FIRST);
        runAll();
        Look first = model.lookProperty().get();
        point(SECOND);
        runAll();
        point(FIRST);
        reading.runNext();

        assertThat(model.lookProperty().get()).isEqualTo(first);
        assertThat(reading.size()).as("only the row was looked up").isZero();
    }

    @Test
    void readingCanBeStoppedAndBegunAgain() {
        model.openProperty().set(true);
        point(FIRST);
        reading.runNext();
        model.stop();
        runAll();

        assertThat(model.lookProperty().get()).isInstanceOf(Look.Stopped.class);
        model.again();
        runAll();
        assertThat(model.lookProperty().get()).isInstanceOf(Look.Done.class);
    }

    @Test
    void anotherFileIsLookedAtAnew() {
        model.openProperty().set(true);
        point(FIRST);
        runAll();
        Look before = model.lookProperty().get();
        Checkpoint other = new SyntheticCheckpoint().pair("transformer.a", 6, 6, 2).build();
        workspace.change(Message.of("ui.step.demo"), state -> state.with(other));
        runAll();

        assertThat(model.lookProperty().get()).isInstanceOf(Look.Done.class).isNotEqualTo(before);
    }
}
