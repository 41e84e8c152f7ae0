package dev.patchbay.checkpoint.pickle;

import java.util.List;

/** Python's {@code tuple}. Compared by identity: a hostile pickle can nest them as deep as it is long. */
public final class PickleTuple {

    private final List<Object> elements;

    public PickleTuple(List<Object> elements) {
        this.elements = List.copyOf(elements);
    }

    public List<Object> elements() {
        return elements;
    }
}
