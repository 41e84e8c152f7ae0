package dev.patchbay.checkpoint.pickle;

import java.util.List;

/** Python's {@code tuple}. Compared by identity: in a hostile pickle tuples may be nested as deep as the pickle is long. */
public final class PickleTuple {

    private final List<Object> elements;

    public PickleTuple(List<Object> elements) {
        this.elements = List.copyOf(elements);
    }

    public List<Object> elements() {
        return elements;
    }
}
