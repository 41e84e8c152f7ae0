package dev.patchbay.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.message.Message;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History<String> history = new History<>(Message.of("workspace.start"), "a");

    @Test
    void undoAndRedoWalkTheStepsAndStopAtTheEnds() {
        history.push(Message.of("test.b"), "b");
        history.push(Message.of("test.c"), "c");
        assertThat(history.undo()).isEqualTo("b");
        assertThat(history.undo()).isEqualTo("a");
        assertThat(history.undo()).isEqualTo("a");
        assertThat(history.redo()).isEqualTo("b");
        assertThat(history.redo()).isEqualTo("c");
        assertThat(history.redo()).isEqualTo("c");
    }

    @Test
    void aNewStepAfterUndoForgetsWhatCouldBeRedone() {
        history.push(Message.of("test.b"), "b");
        history.undo();
        history.push(Message.of("test.c"), "c");
        assertThat(history.redoable()).isEmpty();
        assertThat(history.steps()).extracting(History.Step::state).containsExactly("a", "c");
    }

    @Test
    void labelsSayWhatUndoAndRedoWouldDo() {
        assertThat(history.undoable()).isEmpty();
        history.push(Message.of("test.b"), "b");
        assertThat(history.undoable()).contains(Message.of("test.b"));
        history.undo();
        assertThat(history.redoable()).contains(Message.of("test.b"));
    }
}
