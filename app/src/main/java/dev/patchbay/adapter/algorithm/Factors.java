package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Tucker;
import dev.patchbay.part.Part;
import java.io.IOException;

/** The products that LyCORIS' algorithms are made of. */
final class Factors {

    private Factors() {}

    /** {@code first · second} with scale 1; or three factors of a convolution, of which the first is {@code [r, out]}. */
    static LowRankFactors product(Parts parts, PartValues values, Part first, Part second, Part middle) throws IOException {
        return parts.has(middle)
                ? Tucker.pair(values.matrix(first).transposed(), values.matrix(middle), values.matrix(second), 1)
                : new LowRankFactors(values.matrix(first), values.matrix(second), 1);
    }
}
