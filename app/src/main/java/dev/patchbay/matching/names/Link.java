package dev.patchbay.matching.names;

import java.util.List;

/**
 * Which numbers of a source name are which numbers of a module's name: {@code layers.{i}} is {@code transformer_blocks.{i}}. Numbers that
 * are not linked stay as they are in the names it was made for.
 */
public record Link(List<Axis> axes) {

    static final Link NONE = new Link(List.of());

    /**
     * One linked number.
     *
     * @param source axis of the source form
     * @param base axis of the base form
     * @param offset added to the source's number gives the base's
     */
    public record Axis(int source, int base, int offset) {}

    public Link {
        axes = List.copyOf(axes);
    }

    public boolean isEmpty() {
        return axes.isEmpty();
    }

    public int lastSource() {
        return axes.stream().mapToInt(Axis::source).max().orElse(-1);
    }

    public int lastBase() {
        return axes.stream().mapToInt(Axis::base).max().orElse(-1);
    }
}
