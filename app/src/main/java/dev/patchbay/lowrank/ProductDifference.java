package dev.patchbay.lowrank;

/**
 * {@code B₁·A₁ − B₂·A₂} and its norm.
 *
 * @param left with scale 1
 * @param right with scale 1, of the same size
 */
record ProductDifference(LowRankFactors left, LowRankFactors right) {

    /** @param cancelled least share of its terms for which a sum of Gram products is accepted */
    double norm(double cancelled) {
        if (left.rank() == right.rank()) {
            // First, since the products are usually equal except for rounding, and then only this sum is precise.
            SquaredSum small = withSmallFactors();
            if (small.isTrusted(cancelled)) {
                return small.root();
            }
        }
        SquaredSum direct = SquaredSum.of(left, right.times(-1).folded());
        return direct.isTrusted(cancelled) ? direct.root() : byQr();
    }

    /**
     * {@code (B₁ − cB₂)·A₁ + cB₂·(A₁ − A₂/c)}, the same value; but if both sides are the same product except for rounding or a moved
     * scale, each term is as small as the difference.
     */
    private SquaredSum withSmallFactors() {
        double square = right.up().dot(right.up());
        double ratio = square == 0 ? 1 : left.up().dot(right.up()) / square;
        double c = ratio == 0 ? 1 : ratio;
        Matrix up = right.up().times(c);
        Matrix down = right.down().times(1 / c);
        return SquaredSum.of(
                new LowRankFactors(left.up().minus(up), left.down(), 1), new LowRankFactors(up, left.down().minus(down), 1));
    }

    /**
     * The norm of R₁·R₂ᵀ from QR of the stacked factors {@code [B₁ B₂]} and {@code [A₁; −A₂]ᵀ}: orthogonal factors do not change the
     * norm.
     */
    private double byQr() {
        Matrix ups = left.up().beside(right.up());
        Matrix downs = left.down().above(right.down().times(-1)).transposed();
        return ThinQr.upper(ups).times(ThinQr.upper(downs).transposed()).norm();
    }

    /**
     * ‖X + Y‖² with the size of its terms.
     *
     * @param terms ‖X‖² + ‖Y‖²
     */
    private record SquaredSum(double value, double terms) {

        static SquaredSum of(LowRankFactors x, LowRankFactors y) {
            double xNorm = x.norm();
            double yNorm = y.norm();
            double terms = xNorm * xNorm + yNorm * yNorm;
            return new SquaredSum(terms + 2 * x.inner(y), terms);
        }

        boolean isTrusted(double cancelled) {
            return terms == 0 || value > cancelled * terms;
        }

        double root() {
            return Math.sqrt(Math.max(0, value));
        }
    }
}
