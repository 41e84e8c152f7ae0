package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a matching tensor along a dimension into several.
 *
 * <p>Parts of an adapter, in every spelling, are cut as their module's weight is. Of a low-rank pair, cutting rows (dimension 0) cuts the
 * up matrix {@code [out, r]}, and all pieces share the down matrix {@code [r, in]} and the alpha; for columns (dimension 1) up and down
 * swap roles. That is exact for every pair. If the up matrix is block-diagonal, the down matrix and so the rank can be divided too:
 * {@link SplitPair#DIVIDE}.
 *
 * @param dimension 0 for the rows of a fused {@code [q; k; v]} weight
 * @param sizes of the pieces; empty for equal pieces
 * @param into a name for each piece, in order
 * @param pair what happens to the other half of a low-rank pair
 */
public record SplitRule(KeyPattern pattern, int dimension, List<Long> sizes, List<NameTemplate> into, SplitPair pair) implements Rule {

    /** What happens to the half that does not have the cut dimension (A, when rows are cut). */
    public enum SplitPair {
        /** Every piece has all of it. */
        SHARE,
        /**
         * Its rank is divided among the pieces, and the alpha too; the other half has to be block-diagonal, which is checked when values
         * are read.
         */
        DIVIDE
    }

    public SplitRule {
        sizes = List.copyOf(sizes);
        into = List.copyOf(into);
    }

    /** A split with {@link SplitPair#SHARE}. */
    public SplitRule(KeyPattern pattern, int dimension, List<Long> sizes, List<NameTemplate> into) {
        this(pattern, dimension, sizes, into, SplitPair.SHARE);
    }

    @Override
    public String describe() {
        String exact = sizes.isEmpty() ? "" : " sizes " + sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
        String names = into.stream().map(NameTemplate::toString).collect(Collectors.joining(", "));
        return "split " + pattern + " dim " + dimension + exact + (pair == SplitPair.DIVIDE ? " pair divide" : "") + " → " + names;
    }
}
