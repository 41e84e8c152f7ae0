package dev.patchbay.tensor;

/**
 * Count, range, mean and squared deviations of values. Blocks are merged as in Chan, Golub and LeVeque ("Updating formulae and a pairwise
 * algorithm for computing sample variances", 1979), which keeps small deviations precise beside a large mean.
 */
final class Moments implements TensorBlocks.Accumulator {

    private long finite;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double deviations;
    private long zeros;
    private long nan;
    private long inf;

    @Override
    public void add(double[] values, int count) {
        double sum = sum(values, count);
        int kept = count;
        if (!Double.isFinite(sum)) {
            kept = withoutNonFinite(values, count);
            sum = sum(values, kept);
        }
        if (kept > 0) {
            range(values, kept);
            double blockMean = sum / kept;
            merge(kept, blockMean, deviations(values, kept, blockMean));
        }
    }

    /** Adds a value that occurs {@code count} times. */
    void add(double value, long count) {
        if (Double.isNaN(value)) {
            nan += count;
        } else if (Double.isInfinite(value)) {
            inf += count;
        } else {
            min = Math.min(min, value);
            max = Math.max(max, value);
            zeros += value == 0 ? count : 0;
            merge(count, value, 0);
        }
    }

    void add(Moments other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        zeros += other.zeros;
        nan += other.nan;
        inf += other.inf;
        merge(other.finite, other.mean, other.deviations);
    }

    TensorStatistics statistics() {
        long count = finite + nan + inf;
        if (finite == 0) {
            return new TensorStatistics(count, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, zeros, nan, inf);
        }
        double std = Math.sqrt(deviations / finite);
        double norm = Math.sqrt(deviations + finite * mean * mean);
        return new TensorStatistics(count, min, max, mean, std, norm, zeros, nan, inf);
    }

    private void merge(long count, double otherMean, double otherDeviations) {
        if (count == 0) {
            return;
        }
        long total = finite + count;
        double distance = otherMean - mean;
        deviations += otherDeviations + distance * distance * ((double) finite * count / total);
        mean += distance * ((double) count / total);
        finite = total;
    }

    /** Four partial sums, since in a single one each addition has to wait for the one before. */
    private static double sum(double[] values, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < count; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }

    private static double deviations(double[] values, int count, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            a += square(values[i] - mean);
            b += square(values[i + 1] - mean);
            c += square(values[i + 2] - mean);
            d += square(values[i + 3] - mean);
        }
        for (; i < count; i++) {
            a += square(values[i] - mean);
        }
        return a + b + (c + d);
    }

    private static double square(double value) {
        return value * value;
    }

    private void range(double[] values, int count) {
        double least = min;
        double most = max;
        int zero = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            least = Math.min(least, value);
            most = Math.max(most, value);
            zero += value == 0 ? 1 : 0;
        }
        min = least;
        max = most;
        zeros += zero;
    }

    /**
     * Counts NaN and infinities and moves all other values to the front.
     *
     * @return number of the others
     */
    private int withoutNonFinite(double[] values, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double value = values[i];
            if (Double.isFinite(value)) {
                values[kept++] = value;
            } else if (Double.isNaN(value)) {
                nan++;
            } else {
                inf++;
            }
        }
        return kept;
    }
}
