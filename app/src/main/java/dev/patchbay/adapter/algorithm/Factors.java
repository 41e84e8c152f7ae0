package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Tucker;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two parts that are multiplied, {@code left [out, r]} and {@code right [r, in]}.
 *
 * @param middle a third factor between them where a convolution has one, {@code [r, r, k…]}
 * @param turnsLeft true if left is {@code [r, out]} beside a middle factor, as LoHa and LoKr have it
 */
record Factors(Part left, Part right, @Nullable Part middle, boolean turnsLeft) {

    /** Two factors and no more. */
    Factors(Part left, Part right) {
        this(left, right, null, false);
    }

    private boolean hasMiddle(Parts parts) {
        return middle != null && parts.has(middle);
    }

    /** True unless factors are there whose inner sizes differ; those of one that is missing are not asked. */
    boolean agree(Parts parts) {
        Optional<Shape> first = parts.shape(left);
        Optional<Shape> second = parts.shape(right);
        if (first.isEmpty() || second.isEmpty()) {
            return true;
        }
        if (first.get().dimensions() < 2 || second.get().dimensions() < 2) {
            return false;
        }
        long inner = first.get().size(turnsLeft && hasMiddle(parts) ? 0 : 1);
        return middle != null && hasMiddle(parts)
                ? parts.agrees(middle, core -> core.dimensions() >= 2 && core.size(0) == inner && core.size(1) == second.get().size(0))
                : inner == second.get().size(0);
    }

    /** @throws IllegalArgumentException unless they {@link #agree} */
    LowRankFactors product(Parts parts, PartValues values, double scale) throws IOException {
        if (!agree(parts)) {
            throw new IllegalArgumentException(left + " and " + right + " differ in rank");
        }
        if (middle == null || !parts.has(middle)) {
            return new LowRankFactors(values.matrix(left), values.matrix(right), scale);
        }
        return Tucker.pair(
                turnsLeft ? values.matrix(left).transposed() : values.matrix(left), values.matrix(middle), values.matrix(right), scale);
    }
}
