package dev.patchbay.history;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of labelled states with a cursor: undo and redo without limit. States must be immutable. Not thread-safe: one thread owns it.
 *
 * @param <T> the state
 */
public final class History<T> {

    /**
     * @param label what led to the state, "Map q, k and v of 30 blocks"
     */
    public record Step<T>(Message label, T state) {}

    private final List<Step<T>> steps = new ArrayList<>();
    private int cursor;

    public History(Message label, T initial) {
        steps.add(new Step<>(label, initial));
    }

    public T current() {
        return steps.get(cursor).state();
    }

    /** Adds a step after the current one; whatever could be redone is gone. */
    public void push(Message label, T state) {
        steps.subList(cursor + 1, steps.size()).clear();
        steps.add(new Step<>(label, state));
        cursor++;
    }

    /** The label of the step that undo would take back. */
    public Optional<Message> undoable() {
        return cursor > 0 ? Optional.of(steps.get(cursor).label()) : Optional.empty();
    }

    public Optional<Message> redoable() {
        return cursor + 1 < steps.size() ? Optional.of(steps.get(cursor + 1).label()) : Optional.empty();
    }

    /** Goes one step back, if there is one, and returns the state that then holds. */
    public T undo() {
        cursor = Math.max(0, cursor - 1);
        return current();
    }

    public T redo() {
        cursor = Math.min(steps.size() - 1, cursor + 1);
        return current();
    }

    public List<Step<T>> steps() {
        return List.copyOf(steps);
    }
}
