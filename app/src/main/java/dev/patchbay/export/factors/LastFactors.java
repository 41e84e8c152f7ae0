package dev.patchbay.export.factors;

import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps the factors that were computed last: up and down of a module are usually read one after the other. Thread-safe. */
public final class LastFactors {

    private @Nullable Object key;
    private @Nullable LowRankFactors factors;

    /** Computes factors. */
    @FunctionalInterface
    public interface FactorSource {

        LowRankFactors factors() throws IOException;
    }

    /** One of the two factors. */
    @FunctionalInterface
    public interface FactorMatrix {

        Matrix matrix() throws IOException;
    }

    public synchronized LowRankFactors of(Object wanted, FactorSource source) throws IOException {
        LowRankFactors known = factors;
        if (known == null || !wanted.equals(key)) {
            known = source.factors();
            factors = known;
            key = wanted;
        }
        return known;
    }
}
