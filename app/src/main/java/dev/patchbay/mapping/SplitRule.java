package dev.patchbay.mapping;

import java.util.List;

/**
 * Cuts a matching tensor along a dimension into several.
 *
 * @param dimension 0 for the rows of a fused {@code [q; k; v]} weight
 * @param sizes of the pieces; empty divides evenly
 * @param into a name for each piece, in order
 */
public record SplitRule(KeyPattern pattern, int dimension, List<Long> sizes, List<NameTemplate> into) implements Rule {

    public SplitRule {
        sizes = List.copyOf(sizes);
        into = List.copyOf(into);
    }

    @Override
    public String describe() {
        return "split " + pattern + " → " + into;
    }
}
