package dev.patchbay.checkpoint.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's {@code list} or {@code set}. Compared by identity: it may contain itself. */
public final class PickleList {

    /** Grows with its elements from nothing: hostile pickles have millions of empty lists. */
    private final ArrayList<Object> elements = new ArrayList<>(0);

    private boolean plain = true;

    public List<Object> elements() {
        return Collections.unmodifiableList(elements);
    }

    /** True if no element is a container: random states and training logs are long lists of numbers. */
    public boolean isPlain() {
        return plain;
    }

    void addAll(List<Object> more) {
        elements.addAll(more);
        plain = plain && more.stream().allMatch(PickleList::isPlain);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof PickleNone;
    }
}
