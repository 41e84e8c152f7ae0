package dev.patchbay.lowrank;

import java.util.Arrays;

/** The singular values of a change, and its best approximations of lower rank (Eckart and Young). */
public interface ChangeSvd {

    /** The singular values of ΔW, descending; those that must be zero need not be among them. */
    double[] values();

    /** The largest of them, descending: those of {@link #components}. Not more than there are. */
    default double[] largest(int count) {
        double[] values = values();
        return Arrays.copyOf(values, Math.min(count, values.length));
    }

    /**
     * The largest components, each a column of up and a row of down: singular vectors times the root of their singular value, so that
     * narrow types hold both.
     *
     * @param count so many, or all where there are not so many
     */
    LowRankFactors components(int count);

    /** The best approximation of this rank. Filled up with zeros where there are not so many components. */
    default LowRankFactors keep(int rank) {
        return components(rank).padded(rank);
    }

    /** ‖ΔW − ΔW'‖ / ‖ΔW‖ for the best approximation of this rank; 0 where nothing is left out. */
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
