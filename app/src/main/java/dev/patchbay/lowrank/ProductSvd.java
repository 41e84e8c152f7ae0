package dev.patchbay.lowrank;

import dev.patchbay.message.Message;

/** The singular values of a change, and its best approximations of lower rank (Eckart and Young), without the dense matrix. */
public final class ProductSvd {

    private final LowRankFactors factors;
    private final Reduction reduction;

    private ProductSvd(LowRankFactors factors, Reduction reduction) {
        this.factors = factors;
        this.reduction = reduction;
    }

    /**
     * By Cholesky factors of Gram matrices where one side is well conditioned, as trained adapters are; else by thin QR of both and a small
     * SVD, four times as slow and right for any factors (decision 0015).
     *
     * @throws LowRankException if a value is not finite
     */
    public static ProductSvd of(String module, LowRankFactors factors) throws LowRankException {
        if (!factors.isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
        return new ProductSvd(factors, GramReduction.of(factors).orElseGet(() -> QrReduction.of(factors)));
    }

    /** The singular values of ΔW, scale included, descending: as many as the smallest of rank, outputs and inputs. */
    public double[] values() {
        double[] values = reduction.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= Math.abs(factors.scale());
        }
        return values;
    }

    /**
     * The best approximation of this rank, with the same scale. Each component's size is shared evenly between up and down, so that narrow
     * types hold both.
     *
     * @return the factors as they are if the rank is theirs, or filled up with zeros if it is more
     */
    public LowRankFactors keep(int rank) {
        if (rank >= factors.rank()) {
            return padded(factors, rank);
        }
        int kept = Math.min(rank, reduction.values().length);
        LowRankFactors reduced = reduction.keep(kept);
        return padded(new LowRankFactors(reduced.up(), reduced.down(), factors.scale()), rank);
    }

    /** The same change at a higher rank: zeros beside up and below down. */
    public static LowRankFactors padded(LowRankFactors factors, int rank) {
        int more = rank - factors.rank();
        if (more <= 0) {
            return factors;
        }
        Matrix up = factors.up().beside(Matrix.zero(factors.outputs(), more));
        return new LowRankFactors(up, factors.down().above(Matrix.zero(more, factors.inputs())), factors.scale());
    }

    /** ‖ΔW − ΔW'‖ / ‖ΔW‖ for the best approximation of this rank; 0 where nothing is left out. */
    public double error(int rank) {
        double[] values = reduction.values();
        double lost = 0;
        double all = 0;
        for (int i = values.length - 1; i >= 0; i--) {
            all += values[i] * values[i];
            lost = i >= rank ? all : lost;
        }
        return lost == 0 ? 0 : Math.sqrt(lost / all);
    }
}
