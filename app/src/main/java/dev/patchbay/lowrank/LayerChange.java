package dev.patchbay.lowrank;

import dev.patchbay.task.Cancellation;

/**
 * What an adapter adds to the weight of one layer, {@code W' = W + ΔW}, in whatever form it is stored. A convolution's kernel is
 * flattened into the inputs.
 */
public sealed interface LayerChange permits LowRankFactors, HadamardChange, KroneckerChange, DenseChange {

    /** Rows of ΔW that are computed together where it has to be computed. */
    int BLOCK = 256;

    int outputs();

    /** Inputs of the layer, times the kernel size of a convolution. */
    int inputs();

    /** False if any value is NaN or infinite. */
    boolean isFinite();

    /** ‖ΔW‖, the Frobenius norm; meaningful only if the change {@link #isFinite}. */
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
     * As {@link #svd(String)}, and long work can be stopped: {@code cancellation} is looked at between blocks of rows, also while values
     * are asked for later. Of a dense matrix at most 256 values are resolved singly, so that no block takes long.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    default ChangeSvd svd(String module, Cancellation cancellation) throws LowRankException {
        cancellation.check();
        return svd(module);
    }

    /**
     * The same change as a plain product up · down, exact within float64. Its rank may be high.
     *
     * @throws LowRankException as {@link #svd}
     */
    LowRankFactors product(String module) throws LowRankException;

    /** ‖ΔW − ΔW'‖ / ‖ΔW‖ of a low-rank product that replaces this change, as {@link LowRankFactors#relativeError}. */
    default double relativeError(LowRankFactors after) {
        return byRows(this, after);
    }

    /**
     * The same for any two changes: for two products from their factors, else some rows at a time.
     *
     * @return infinite if values are not finite or the sizes differ
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
