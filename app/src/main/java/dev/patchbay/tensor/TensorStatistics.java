package dev.patchbay.tensor;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Statistics of a tensor's values, computed in float64. All but the counts describe the finite values only, and are NaN if there is none.
 *
 * @param count number of elements
 * @param min smallest finite value
 * @param max largest finite value
 * @param std standard deviation of the whole population, divided by the number of values as in NumPy
 * @param norm Frobenius norm: root of the sum of squares
 * @param zeros number of elements that are 0 or -0
 * @param nan number of NaN elements
 * @param inf number of infinite elements, of either sign
 */
public record TensorStatistics(long count, double min, double max, double mean, double std, double norm, long zeros, long nan, long inf) {

    /**
     * Reads the whole tensor, on all processors. The result does not depend on how many there are.
     *
     * @param cancelled asked every few hundred thousand elements
     * @throws IOException if the values cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws IllegalArgumentException unless {@link FloatCodec#canDecode} of the tensor's dtype
     */
    public static TensorStatistics of(TensorData data, BooleanSupplier cancelled) throws IOException {
        if (CodeCounts.isWorthwhile(data)) {
            return CodeCounts.of(data, cancelled).statistics();
        }
        Moments all = new Moments();
        TensorBlocks.read(data, cancelled, Moments::new).forEach(all::add);
        return all.statistics();
    }

    /** True if any value is NaN or infinite. */
    public boolean hasNonFinite() {
        return nan + inf > 0;
    }
}
