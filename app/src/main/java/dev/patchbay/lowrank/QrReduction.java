package dev.patchbay.lowrank;

import java.util.concurrent.CompletableFuture;

/** Thin QR of both factors and the SVD of the small product of their triangles: {@code B·A = Q₁·(R₁·R₂ᵀ)·Q₂ᵀ}. */
record QrReduction(ThinQr up, ThinQr down, SmallSvd core) implements Reduction {

    static QrReduction of(LowRankFactors factors) {
        CompletableFuture<ThinQr> right = CompletableFuture.supplyAsync(() -> ThinQr.of(factors.down().transposed()));
        ThinQr up = ThinQr.of(factors.up());
        ThinQr down = right.join();
        return new QrReduction(up, down, SmallSvd.of(up.r().times(down.r().transposed())));
    }

    @Override
    public double[] values() {
        return core.values().clone();
    }

    @Override
    public LowRankFactors keep(int rank) {
        double[] values = core.values();
        Matrix ofUp = core.u().columns(0, rank).timesColumns(i -> Math.sqrt(values[i]));
        Matrix ofDown = core.v().columns(0, rank).timesColumns(i -> Math.sqrt(values[i]));
        return new LowRankFactors(up.q().times(ofUp), down.q().times(ofDown).transposed(), 1);
    }
}
