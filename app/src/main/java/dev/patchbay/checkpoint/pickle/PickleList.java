package dev.patchbay.checkpoint.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's {@code list} or {@code set}. Compared by identity: it may contain itself. */
public final class PickleList {

    private final List<Object> elements = new ArrayList<>();

    public List<Object> elements() {
        return Collections.unmodifiableList(elements);
    }

    void addAll(List<Object> more) {
        elements.addAll(more);
    }
}
