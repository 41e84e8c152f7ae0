package dev.patchbay.basemodel.index;

import dev.patchbay.tensor.Shape;
import java.util.List;

/**
 * Modules of one kind, of equal weights, in one architecture: a module for each combination of the numbers.
 *
 * @param architecture position in the list of architectures
 * @param namespace whose names they are; empty for the architecture's own
 * @param weight of each of them
 * @param ranges of the numbers
 */
public record KindSpan(int architecture, String namespace, Shape weight, List<NumberRange> ranges) {

    public KindSpan {
        ranges = List.copyOf(ranges);
    }

    /** True for the names of the architecture itself. */
    public boolean isOwn() {
        return namespace.isEmpty();
    }

    /** True if a module with these numbers is among them. */
    public boolean has(List<Integer> numbers) {
        for (int i = 0; i < ranges.size(); i++) {
            if (!ranges.get(i).has(numbers.get(i))) {
                return false;
            }
        }
        return true;
    }
}
