package dev.patchbay.lowrank;

/** What an adapter adds to the weight of one layer, {@code W' = W + ΔW}, however it keeps it. A convolution's kernel is flattened into the inputs. */
public sealed interface LayerChange permits LowRankFactors, HadamardChange, KroneckerChange {

    int outputs();

    /** Inputs of the layer, times the elements of a convolution's kernel. */
    int inputs();

    /** False if a value of it is NaN or infinite. */
    boolean isFinite();

    /** Rows {@code from} (included) to {@code to} of ΔW, {@code [to − from, inputs]}. */
    Matrix rows(int from, int to);

    /**
     * Singular values and best approximations.
     *
     * @param module for messages
     * @throws LowRankException if a value is not finite
     */
    ChangeSvd svd(String module) throws LowRankException;

    /** How much of ΔW is missing in a low-rank product that stands for it: ‖ΔW − ΔW'‖ / ‖ΔW‖, as {@link LowRankFactors#relativeError}. */
    double relativeError(LowRankFactors after);
}
