package dev.patchbay.matching;

import java.util.List;

/**
 * Which numbers of a source name are which numbers of a module's name: {@code layers.{i}} is {@code transformer_blocks.{i}}. Numbers that are not
 * linked stay as they are in the names it was made for.
 */
record Link(List<Axis> axes) {

    static final Link NONE = new Link(List.of());

    /**
     * One linked number.
     *
     * @param source axis of the source form
     * @param base axis of the base form
     * @param offset added to the source's number gives the base's
     */
    record Axis(int source, int base, int offset) {}

    Link {
        axes = List.copyOf(axes);
    }

    boolean isEmpty() {
        return axes.isEmpty();
    }

    int lastSource() {
        return axes.stream().mapToInt(Axis::source).max().orElse(-1);
    }

    int lastBase() {
        return axes.stream().mapToInt(Axis::base).max().orElse(-1);
    }
}
