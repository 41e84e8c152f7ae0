package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;

/**
 * A change without a smaller form than the matrix itself: a full difference, or the effect of DoRA's magnitudes on a weight.
 *
 * @param values ΔW, {@code [out, in · kernel]}
 */
public record DenseChange(Matrix values) implements LayerChange {

    private static final int SMALL = 512;

    @Override
    public int outputs() {
        return values.rows();
    }

    @Override
    public int inputs() {
        return values.columns();
    }

    @Override
    public boolean isFinite() {
        return values.isFinite();
    }

    @Override
    public double norm() {
        return values.norm();
    }

    @Override
    public Matrix rows(int from, int to) {
        return values.rows(from, to);
    }

    @Override
    public ChangeSvd svd(String module) throws LowRankException {
        refuseNotFinite(module);
        return new RandomizedSvd(values);
    }

    @Override
    public ChangeSvd svd(String module, Cancellation cancellation) throws LowRankException {
        refuseNotFinite(module);
        return new RandomizedSvd(values, cancellation);
    }

    /**
     * As {@link #svd(String)}, to full precision where the smaller side has at most {@value #SMALL} entries; beyond, that would take
     * minutes for each matrix.
     */
    public ChangeSvd preciseSvd(String module) throws LowRankException {
        refuseNotFinite(module);
        return Math.min(outputs(), inputs()) <= SMALL ? FullSvd.of(values) : new RandomizedSvd(values);
    }

    private void refuseNotFinite(String module) throws LowRankException {
        if (!isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
    }

    /** The matrix times the identity; the rank is its shorter side. */
    @Override
    public LowRankFactors product(String module) {
        return outputs() < inputs()
                ? new LowRankFactors(Matrix.identity(outputs()), values, 1)
                : new LowRankFactors(values, Matrix.identity(inputs()), 1);
    }
}
