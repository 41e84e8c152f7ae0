package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a matching tensor along a dimension into several.
 *
 * <p>A part of an adapter's module, however its name is spelt, is cut as the weight that it changes is. Of a pair, rows (dimension 0) are
 * cut in the up matrix {@code [out, r]}, and every piece shares the down matrix {@code [r, in]} and the alpha; columns (dimension 1) the
 * other way round. That is exact for every pair. A pair whose up matrix is block diagonal can also divide its down matrix and so its
 * rank: {@link SplitPair#DIVIDE}.
 *
 * @param dimension 0 for the rows of a fused {@code [q; k; v]} weight
 * @param sizes of the pieces; empty divides evenly
 * @param into a name for each piece, in order
 * @param pair what is done to the other half of a low-rank pair
 */
public record SplitRule(KeyPattern pattern, int dimension, List<Long> sizes, List<NameTemplate> into, SplitPair pair) implements Rule {

    /** What becomes of the half that is not cut. */
    public enum SplitPair {
        /** The same for every piece. */
        SHARE,
        /**
         * Divided with the rank, and the alpha with it; the half that is cut has to be zero off the diagonal, which is looked at when its
         * values are read.
         */
        DIVIDE
    }

    public SplitRule {
        sizes = List.copyOf(sizes);
        into = List.copyOf(into);
    }

    /** A split that shares. */
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
