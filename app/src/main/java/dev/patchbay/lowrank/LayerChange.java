package dev.patchbay.lowrank;

/**
 * What an adapter adds to the weight of one layer, {@code W' = W + ΔW}, however it keeps it. A convolution's kernel is flattened into the
 * inputs.
 */
public sealed interface LayerChange permits LowRankFactors, HadamardChange, KroneckerChange, DenseChange {

    /** Rows of ΔW that are looked at together, where they have to be. */
    int BLOCK = 256;

    int outputs();

    /** Inputs of the layer, times the elements of a convolution's kernel. */
    int inputs();

    /** False if a value of it is NaN or infinite. */
    boolean isFinite();

    /** ‖ΔW‖, the Frobenius norm; says something only of a change that {@link #isFinite}. */
    double norm();

    /** Rows {@code from} (included) to {@code to} of ΔW, {@code [to − from, inputs]}. */
    Matrix rows(int from, int to);

    /**
     * Singular values and best approximations.
     *
     * @param module for messages
     * @throws LowRankException if a value is not finite
     */
    ChangeSvd svd(String module) throws LowRankException;

    /**
     * The same change as a plain product, exact but for the last digits of float64. Its rank may be high.
     *
     * @throws LowRankException as {@link #svd}
     */
    LowRankFactors product(String module) throws LowRankException;

    /** How much of ΔW is missing in a low-rank product that stands for it: ‖ΔW − ΔW'‖ / ‖ΔW‖, as {@link LowRankFactors#relativeError}. */
    default double relativeError(LowRankFactors after) {
        return byRows(this, after);
    }

    /**
     * The same of any two changes: of two products by their factors, of others some rows at a time.
     *
     * @return infinite where values are not finite or the sizes differ
     */
    static double relativeError(LayerChange before, LayerChange after) {
        if (before.outputs() != after.outputs() || before.inputs() != after.inputs()) {
            return Double.POSITIVE_INFINITY;
        }
        return after instanceof LowRankFactors factors ? before.relativeError(factors) : byRows(before, after);
    }

    private static double byRows(LayerChange before, LayerChange after) {
        if (!before.isFinite() || !after.isFinite()) {
            return Double.POSITIVE_INFINITY;
        }
        double distance = 0;
        double whole = 0;
        for (int from = 0; from < before.outputs(); from += BLOCK) {
            int to = Math.min(before.outputs(), from + BLOCK);
            Matrix rows = before.rows(from, to);
            double norm = rows.norm();
            double apart = rows.minus(after.rows(from, to)).norm();
            whole += norm * norm;
            distance += apart * apart;
        }
        return distance == 0 ? 0 : Math.sqrt(distance / whole);
    }
}
