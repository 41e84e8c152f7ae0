package dev.patchbay.lowrank;

/** The singular values of a change, and its best approximations of lower rank (Eckart and Young). */
public interface ChangeSvd {

    /** The singular values of ΔW, descending; those that must be zero need not be among them. */
    double[] values();

    /**
     * The best approximation of this rank, each component's size shared evenly between up and down, so that narrow types hold both. Filled up
     * with zeros where there are not so many components.
     */
    LowRankFactors keep(int rank);

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
