package dev.patchbay.lowrank;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The SVD of B·A from Gram matrices. With {@code A·Aᵀ = L·Lᵀ} the rows of {@code L⁻¹·A} are orthonormal, so {@code Lᵀ·BᵀB·L = V·S²·Vᵀ}
 * gives the right singular vectors and the squared singular values of B·A, and the best approximation of rank k is
 * {@code (B·L·Vₖ)·(VₖᵀL⁻¹·A)}. Only A is inverted: B may have any condition. If A is badly conditioned, the same is done with the
 * transposed product.
 */
final class GramReduction implements Reduction {

    /** Least ‖B·A‖² / (‖B‖²‖A‖²): below it, the digits that Gram matrices lose would show in the singular values. */
    private static final double CANCELLED = 1e-8;

    private final LowRankFactors factors;
    private final Cholesky cholesky;
    private final SymmetricEigen squares;

    private GramReduction(LowRankFactors factors, Cholesky cholesky, Matrix core) {
        this.factors = factors;
        this.cholesky = cholesky;
        this.squares = SymmetricEigen.of(core);
    }

    /** Empty if neither side is well conditioned, or if B·A is tiny compared with its factors. */
    static Optional<Reduction> of(LowRankFactors factors) {
        CompletableFuture<Matrix> rows = CompletableFuture.supplyAsync(() -> factors.down().rowGram());
        Matrix left = factors.up().columnGram();
        Matrix right = rows.join();
        return of(factors, left, right).or(() -> of(factors.transposed(), right, left).map(TransposedReduction::new));
    }

    private static Optional<Reduction> of(LowRankFactors factors, Matrix left, Matrix right) {
        return Cholesky.of(right).filter(Cholesky::isWellConditioned).flatMap(cholesky -> {
            Matrix core = cholesky.lower().transposed().times(left).times(cholesky.lower());
            boolean cancelled = core.trace() < CANCELLED * left.trace() * right.trace();
            return cancelled ? Optional.empty() : Optional.of(new GramReduction(factors, cholesky, core));
        });
    }

    @Override
    public double[] values() {
        double[] values = squares.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sqrt(Math.max(0, values[i]));
        }
        return values;
    }

    @Override
    public LowRankFactors keep(int rank) {
        double[] values = values();
        Matrix kept = squares.vectors().columns(0, rank);
        Matrix ofUp = cholesky.lower().times(kept).timesColumns(i -> values[i] > 0 ? 1 / Math.sqrt(values[i]) : 0);
        Matrix ofDown = cholesky.inverse().transposedTimes(kept).timesColumns(i -> Math.sqrt(values[i])).transposed();
        CompletableFuture<Matrix> down = CompletableFuture.supplyAsync(() -> ofDown.times(factors.down()));
        return new LowRankFactors(factors.up().times(ofUp), down.join(), 1);
    }

    /** The reduction of the transposed product, transposed back. */
    private record TransposedReduction(Reduction of) implements Reduction {

        @Override
        public double[] values() {
            return of.values();
        }

        @Override
        public LowRankFactors keep(int rank) {
            return of.keep(rank).transposed();
        }
    }
}
