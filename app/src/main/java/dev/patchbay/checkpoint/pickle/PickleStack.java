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
    private final List<Object> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    PickleStack(PickleInput input, ReadLimits limits) {
        this.input = input;
        this.limits = limits;
    }

    void push(Object value) throws CheckpointException {
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
        memo.put(number, top());
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
        push(value);
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }
}
