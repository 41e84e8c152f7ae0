package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Joins tensors along a dimension: those that match the patterns with the same captures, in the order of the patterns.
 *
 * <p>Halves of low-rank pairs are joined so that {@code up · down} is the fused product. Along dimension 0, if all parts have the same
 * down matrix {@code [r, in]}, the up matrices {@code [out_i, r]} are stacked and share it. Otherwise the down matrices are stacked to
 * {@code [Σ r_i, in]} and the up matrices become the blocks of a block-diagonal {@code [Σ out_i, Σ r_i]}: exact, but the ranks add up.
 * Where there are alpha tensors, {@code alpha / r} of each part is preserved. Along dimension 1 up and down swap roles.
 *
 * @param patterns one for each part, all with the same captures
 * @param pair how the half that runs along the other dimension is joined
 */
public record FuseRule(List<KeyPattern> patterns, int dimension, NameTemplate to, FusedPair pair) implements Rule {

    /** Most parts that one rule joins. */
    static final int MOST_PARTS = 64;

    /** How the half is joined that does not have the fused dimension (A, when rows are fused). */
    public enum FusedPair {
        /** Stacked, unless all parts have the very same tensor. */
        STACK,
        /** One tensor for all, since they hold the same values; checked when values are read. */
        SHARE
    }

    public FuseRule {
        patterns = List.copyOf(patterns);
    }

    @Override
    public KeyPattern pattern() {
        return patterns.getFirst();
    }

    @Override
    public String describe() {
        String parts = patterns.stream().map(KeyPattern::toString).collect(Collectors.joining(", "));
        return "fuse " + parts + " dim " + dimension + (pair == FusedPair.SHARE ? " pair share" : "") + " → " + to;
    }
}
