package dev.patchbay.lowrank;

import java.util.Arrays;

/** The singular values of a change, and its best approximations of lower rank (Eckart and Young). */
public interface ChangeSvd {

    /** The singular values of ΔW, descending; values that are known to be zero may be missing. */
    double[] values();

    /** The {@code count} largest of them, descending, or all if there are fewer. */
    default double[] largest(int count) {
        double[] values = values();
        return Arrays.copyOf(values, Math.min(count, values.length));
    }

    /**
     * The components with the largest singular values, each a column of up and a row of down: the singular vectors times the root of the
     * singular value, so that both fit narrow types.
     *
     * @param count number of components, or all if there are fewer
     */
    LowRankFactors components(int count);

    /** The best approximation of this rank, padded with zeros if there are fewer components. */
    default LowRankFactors keep(int rank) {
        return components(rank).padded(rank);
    }

    /** ‖ΔW − ΔW'‖ / ‖ΔW‖ of the best approximation of this rank; 0 if nothing is left out. */
    default double error(int rank) {
        double[] values = values();
        double lost = 0;
        double all = 0;
        for (int i = values.length - 1; i >= 0; i--) {
            all += values[i] * values[i];
            lost = i >= rank ? all : lost;
        }
        return lost == 0 ? 0 : Math.sqrt(lost / all);
    }
}
