package dev.patchbay.lowrank;

/** A decomposition of {@code up · down}, whatever the scale. */
interface Reduction {

    /** Singular values, descending, in a new array. */
    double[] values();

    /**
     * The product of the largest components, each shared evenly between up and down; scale 1.
     *
     * @param rank at most as many as there are values
     */
    LowRankFactors keep(int rank);
}
