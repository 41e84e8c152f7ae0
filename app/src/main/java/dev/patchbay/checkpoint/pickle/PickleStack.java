package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values, marks and memo of a pickle. None grows beyond the limits, and nothing below a mark can be removed. */
final class PickleStack {

    private final PickleInput input;
    private final ReadLimits limits;
    private final PickleBudget budget;
    private final List<Object> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    PickleStack(PickleInput input, ReadLimits limits, PickleBudget budget) {
        this.budget = budget;
        this.input = input;
        this.limits = limits;
    }

    /** Puts a new value on the stack. */
    void push(Object value) throws CheckpointException {
        budget.made(value);
        put(value);
    }

    /** Puts a value on the stack that is held already. */
    private void pushAgain(Object value) throws CheckpointException {
        budget.again();
        put(value);
    }

    private void put(Object value) throws CheckpointException {
        if (values.size() >= limits.memo()) {
            throw input.fault("checkpoint.pickle.memo", limits.memo());
        }
        values.add(value);
    }

    Object pop() throws CheckpointException {
        Object value = top();
        values.removeLast();
        return value;
    }

    Object top() throws CheckpointException {
        if (values.size() <= floor()) {
            throw input.fault("checkpoint.pickle.stack");
        }
        return values.getLast();
    }

    /** Removes the top value, or the mark if it is on top, as Python does. */
    void drop() throws CheckpointException {
        if (!marks.isEmpty() && values.size() == marks.getLast()) {
            marks.removeLast();
        } else {
            pop();
        }
    }

    void mark() throws CheckpointException {
        if (marks.size() >= limits.nesting()) {
            throw input.fault("checkpoint.pickle.nesting", limits.nesting());
        }
        marks.add(values.size());
    }

    /** Removes everything above the last mark, and the mark. */
    List<Object> popToMark() throws CheckpointException {
        if (marks.isEmpty()) {
            throw input.fault("checkpoint.pickle.stack");
        }
        List<Object> above = values.subList(marks.removeLast(), values.size());
        List<Object> copy = new ArrayList<>(above);
        above.clear();
        return copy;
    }

    /** Stores the top value in the memo under this number. */
    void remember(long number) throws CheckpointException {
        if (memo.put(number, top()) == null) {
            budget.remembered();
        }
        if (memo.size() > limits.memo()) {
            throw input.fault("checkpoint.pickle.memo", limits.memo());
        }
    }

    void rememberNext() throws CheckpointException {
        remember(memo.size());
    }

    void recall(long number) throws CheckpointException {
        Object value = memo.get(number);
        if (value == null) {
            throw input.fault("checkpoint.pickle.notRemembered", number);
        }
        pushAgain(value);
    }

    /** Puts the top value on the stack once more. */
    void repeat() throws CheckpointException {
        pushAgain(top());
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }
}
