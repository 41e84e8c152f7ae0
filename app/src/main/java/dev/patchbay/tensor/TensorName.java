package dev.patchbay.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a tensor or module, split at its dots.
 *
 * @param segments the parts between the dots, in order
 */
public record TensorName(List<String> segments) {

    public TensorName {
        segments = List.copyOf(segments);
    }

    public static TensorName of(String name) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
            parts.add(name.substring(from, dot));
            from = dot + 1;
        }
        parts.add(name.substring(from));
        return new TensorName(parts);
    }

    /** Positions of the segments that are decimal numbers: block and list indices. */
    public List<Integer> indexPositions() {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (isIndex(segments.get(i))) {
                positions.add(i);
            }
        }
        return positions;
    }

    /** True for a non-empty run of ASCII digits that fits an int. */
    public static boolean isIndex(String segment) {
        int length = segment.length();
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return length > 0 && length < 10;
    }

    /** This name with the segment at {@code position} replaced. */
    public TensorName with(int position, String segment) {
        List<String> copy = new ArrayList<>(segments);
        copy.set(position, segment);
        return new TensorName(copy);
    }

    /** The full name. */
    @Override
    public String toString() {
        return String.join(".", segments);
    }
}
