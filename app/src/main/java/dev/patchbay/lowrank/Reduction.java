package dev.patchbay.lowrank;

/** An SVD of {@code up · down}, without the scale. */
interface Reduction {

    /** Singular values, descending, in a new array. */
    double[] values();

    /**
     * The product of the largest components, with the root of each singular value in up and in down; scale 1.
     *
     * @param rank at most the number of values
     */
    LowRankFactors keep(int rank);
}
