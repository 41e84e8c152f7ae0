package dev.patchbay.matching.names;

import java.util.List;

/**
 * Which numbers of a name in the file correspond to which numbers of a module's name: in {@code layers.{i}.…} and
 * {@code transformer_blocks.{i}.…} the first ones do. All other numbers stay as they are in the pair and module that were connected.
 */
public record Link(List<Axis> axes) {

    static final Link NONE = new Link(List.of());

    /**
     * One linked number.
     *
     * @param source its axis in the {@link dev.patchbay.tensor.name.NameForm} of the pair's name
     * @param base its axis in the form of the module's name
     * @param offset base number minus source number
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
