package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts tensors that match the patterns with the same captures together along a dimension, in the order of the patterns.
 *
 * <p>Names that say they are half of a low-rank pair are put together so that {@code up · down} is the fused product. Along dimension 0,
 * where all parts have the same down matrix {@code [r, in]}, the up matrices {@code [out_i, r]} are put together and share it. Else the
 * down matrices are stacked to {@code [Σ r_i, in]} and the up matrices become blocks on a diagonal {@code [Σ out_i, Σ r_i]}: exact, at the
 * price of the rank. Where there are alpha tensors, {@code alpha / r} of each part is preserved. Along dimension 1 up and down change
 * places.
 *
 * @param patterns one for each part, all with the same captures
 * @param pair what is done to the shared half of a low-rank pair
 */
public record FuseRule(List<KeyPattern> patterns, int dimension, NameTemplate to, FusedPair pair) implements Rule {

    /** Most parts of one tensor. */
    static final int MOST_PARTS = 64;

    /** What becomes of the half that is not cut. */
    public enum FusedPair {
        /** Stacked, unless all parts are the very same tensor. */
        STACK,
        /** One for all, because they hold the same values; looked at when they are read. */
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
