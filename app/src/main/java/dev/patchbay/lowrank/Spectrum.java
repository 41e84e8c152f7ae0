package dev.patchbay.lowrank;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The singular values of a change.
 *
 * @param values descending; those of a large dense change beyond the largest are estimated, as {@link ChangeSvd#values} says
 */
public record Spectrum(List<Double> values) {

    public Spectrum {
        values = List.copyOf(values);
    }

    public static Spectrum of(ChangeSvd svd) {
        return new Spectrum(DoubleStream.of(svd.values()).boxed().toList());
    }

    /**
     * How many directions the change really has: {@code exp(−Σ pᵢ ln pᵢ)} with {@code pᵢ = σᵢ / Σσ}; 1 for a single direction, the number
     * of values if all are equal, 0 for a change of zero.
     *
     * @see <a href="https://doi.org/10.5281/zenodo.40328">Roy and Vetterli, The effective rank, 2007</a>
     */
    public double effectiveRank() {
        double sum = values.stream().mapToDouble(value -> value).sum();
        if (!(sum > 0)) {
            return 0;
        }
        double entropy = values.stream()
                .mapToDouble(value -> value / sum)
                .filter(share -> share > 0)
                .map(share -> -share * Math.log(share))
                .sum();
        return Math.exp(entropy);
    }

    /** The lowest rank that keeps this share of the sum of squares, at most 1; 0 for a change of zero. */
    public int rankOf(double share) {
        double[] all = values.stream().mapToDouble(value -> value).toArray();
        return DoubleStream.of(all).sum() > 0 ? new RankChoice.Energy(share).rank(all) : 0;
    }
}
