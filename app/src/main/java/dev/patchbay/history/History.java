package dev.patchbay.history;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Undo and redo without limit: a list of labelled states with a position. States must be immutable. Not thread-safe.
 *
 * @param <T> the state
 */
public final class History<T> {

    /** @param label the change that led to the state, "Map q, k and v of 30 blocks" */
    public record Step<T>(Message label, T state) {}

    private final List<Step<T>> steps = new ArrayList<>();
    private int cursor;

    public History(Message label, T initial) {
        steps.add(new Step<>(label, initial));
    }

    public T current() {
        return steps.get(cursor).state();
    }

    /** Adds a step after the current one and discards all that could be redone. */
    public void push(Message label, T state) {
        steps.subList(cursor + 1, steps.size()).clear();
        steps.add(new Step<>(label, state));
        cursor++;
    }

    /** Forgets all steps and begins anew. */
    public void reset(Message label, T initial) {
        steps.clear();
        steps.add(new Step<>(label, initial));
        cursor = 0;
    }

    /** Label of the step that undo would revert. */
    public Optional<Message> undoable() {
        return cursor > 0 ? Optional.of(steps.get(cursor).label()) : Optional.empty();
    }

    public Optional<Message> redoable() {
        return cursor + 1 < steps.size() ? Optional.of(steps.get(cursor + 1).label()) : Optional.empty();
    }

    /**
     * Reverts one step, if there is one.
     *
     * @return the state afterwards
     */
    public T undo() {
        cursor = Math.max(0, cursor - 1);
        return current();
    }

    public T redo() {
        cursor = Math.min(steps.size() - 1, cursor + 1);
        return current();
    }

    /** Which of the {@link #steps} is the current one, from 0. */
    public int position() {
        return cursor;
    }

    /**
     * Goes back or forth to a step; the others stay.
     *
     * @param position the nearest one there is, if it is beyond the ends
     */
    public T goTo(int position) {
        cursor = Math.clamp(position, 0, steps.size() - 1);
        return current();
    }

    public List<Step<T>> steps() {
        return List.copyOf(steps);
    }
}
