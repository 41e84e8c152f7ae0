package dev.patchbay.tensor;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How many values fall into each of several bins of equal width.
 *
 * @param min lower end of the first bin
 * @param max upper end of the last bin, which includes it
 * @param counts finite values in each bin; all in the first one if every value is the same
 */
public record TensorHistogram(double min, double max, List<Long> counts) {

    public TensorHistogram {
        counts = List.copyOf(counts);
    }

    /**
     * Reads the whole tensor, on all processors.
     *
     * @param range statistics of the same tensor: the bins range from its min to its max
     * @param bins number of bins, 1 or more
     * @param cancelled asked every few hundred thousand elements
     * @throws IOException if the values cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws IllegalArgumentException unless {@link FloatCodec#canDecode} of the tensor's dtype
     */
    public static TensorHistogram of(TensorData data, TensorStatistics range, int bins, BooleanSupplier cancelled) throws IOException {
        if (range.count() == range.nan() + range.inf()) {
            return new TensorHistogram(range.min(), range.max(), Collections.nCopies(bins, 0L));
        }
        long[] total = new long[bins];
        for (Bins part : TensorBlocks.read(data, cancelled, () -> new Bins(range.min(), range.max(), new long[bins]))) {
            Arrays.setAll(total, bin -> total[bin] + part.counts[bin]);
        }
        return new TensorHistogram(range.min(), range.max(), Arrays.stream(total).boxed().toList());
    }

    private record Bins(double min, double max, long[] counts) implements TensorBlocks.Accumulator {

        @Override
        public void add(double[] values, int count) {
            // Halves first: the distance between the largest doubles of both signs would overflow.
            double width = (max / 2 - min / 2) / counts.length;
            double perWidth = width > 0 ? 1 / width : 0;
            for (int i = 0; i < count; i++) {
                double value = values[i];
                if (value >= min && value <= max) {
                    double bin = (value / 2 - min / 2) * perWidth;
                    counts[(int) Math.min(counts.length - 1.0, bin)]++;
                }
            }
        }
    }
}
