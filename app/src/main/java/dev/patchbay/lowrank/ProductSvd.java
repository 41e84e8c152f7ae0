package dev.patchbay.lowrank;

import dev.patchbay.message.Message;

/** The SVD of a low-rank product, without the dense matrix. */
final class ProductSvd implements ChangeSvd {

    private final LowRankFactors factors;
    private final Reduction reduction;

    private ProductSvd(LowRankFactors factors, Reduction reduction) {
        this.factors = factors;
        this.reduction = reduction;
    }

    /**
     * By Cholesky factors of Gram matrices if one side is well conditioned, as in trained adapters; else by thin QR of both sides and a
     * small SVD, which is four times as slow but right for any factors (decision 0015).
     *
     * @throws LowRankException if a value is not finite
     */
    static ProductSvd of(String module, LowRankFactors factors) throws LowRankException {
        if (!factors.isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
        return ofFinite(factors);
    }

    /** As {@link #of}, for factors already known to be finite. */
    static ProductSvd ofFinite(LowRankFactors factors) {
        return new ProductSvd(factors, GramReduction.of(factors).orElseGet(() -> QrReduction.of(factors)));
    }

    @Override
    public double[] values() {
        double[] values = reduction.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= Math.abs(factors.scale());
        }
        return values;
    }

    @Override
    public LowRankFactors components(int count) {
        LowRankFactors reduced = reduction.keep(Math.min(count, reduction.values().length));
        return new LowRankFactors(reduced.up(), reduced.down(), factors.scale());
    }

    /** The factors unchanged if they have this rank; the scale is theirs in any case. */
    @Override
    public LowRankFactors keep(int rank) {
        return rank >= factors.rank() ? padded(factors, rank) : padded(components(rank), rank);
    }

    /** The same change at a higher rank: up and down are padded with zeros. */
    static LowRankFactors padded(LowRankFactors factors, int rank) {
        int more = rank - factors.rank();
        if (more <= 0) {
            return factors;
        }
        Matrix up = factors.up().beside(Matrix.zero(factors.outputs(), more));
        return new LowRankFactors(up, factors.down().above(Matrix.zero(more, factors.inputs())), factors.scale());
    }
}
