package dev.patchbay.lowrank;

/**
 * The change of a layer in factored form: {@code ΔW = scale · up · down}, without the dense matrix.
 *
 * @param up B, {@code [out, r]}
 * @param down A, {@code [r, in]}; of a convolution {@code [r, in · kernel]}
 * @param scale usually alpha / r
 */
public record LowRankFactors(Matrix up, Matrix down, double scale) implements LayerChange {

    /** A squared difference below this share of its terms has lost too many digits. */
    static final double CANCELLED = 1e-10;

    public LowRankFactors {
        if (up.columns() != down.rows()) {
            throw new IllegalArgumentException("up is " + up + ", down " + down);
        }
    }

    public int rank() {
        return down.rows();
    }

    @Override
    public int outputs() {
        return up.rows();
    }

    @Override
    public int inputs() {
        return down.columns();
    }

    @Override
    public boolean isFinite() {
        return Double.isFinite(scale) && up.isFinite() && down.isFinite();
    }

    /** The same change with scale 1; up is multiplied by the scale. */
    public LowRankFactors folded() {
        return scale == 1 ? this : new LowRankFactors(up.times(scale), down, 1);
    }

    /** The change multiplied by {@code factor}. */
    public LowRankFactors times(double factor) {
        return new LowRankFactors(up, down, scale * factor);
    }

    @Override
    public Matrix rows(int from, int to) {
        // Multiply the smaller factor by the scale.
        Matrix rows = up.rows(from, to);
        return (scale == 1 ? rows : rows.times(scale)).times(down);
    }

    @Override
    public ChangeSvd svd(String module) throws LowRankException {
        return ProductSvd.of(module, this);
    }

    @Override
    public LowRankFactors product(String module) {
        return this;
    }

    /** The same change at a higher rank: up and down are padded with zeros. */
    public LowRankFactors padded(int rank) {
        return ProductSvd.padded(this, rank);
    }

    /** ΔWᵀ. */
    public LowRankFactors transposed() {
        return new LowRankFactors(down.transposed(), up.transposed(), scale);
    }

    /** The sum of both changes, exact: its rank is the sum of the ranks, its scale 1. */
    public LowRankFactors plus(LowRankFactors other) {
        refuseOtherSize(other);
        return new LowRankFactors(up.times(scale).beside(other.up.times(other.scale)), down.above(other.down), 1);
    }

    /**
     * ‖ΔW‖, the Frobenius norm: √trace(BᵀB · AAᵀ), times the scale.
     *
     * @return NaN or infinite where a factor is not finite
     */
    @Override
    public double norm() {
        return norm(down.rowGram());
    }

    /** @param downGram AAᵀ */
    private double norm(Matrix downGram) {
        return Math.sqrt(Math.max(0, up.columnGram().dot(downGram))) * Math.abs(scale);
    }

    /**
     * ⟨ΔW, ΔW'⟩, the sum of the products of the elements at the same places: trace(B'ᵀB · AA'ᵀ).
     *
     * @throws IllegalArgumentException if the changes are of different sizes
     */
    public double inner(LowRankFactors other) {
        refuseOtherSize(other);
        Matrix ups = other.up.transposedTimes(up);
        Matrix downs = other.down.transposed().transposedTimes(down.transposed());
        return ups.dot(downs) * scale * other.scale;
    }

    /**
     * ‖ΔW − ΔW'‖, for differences down to about 10⁻¹⁵ of the norms: if the sum of Gram products cancels, the difference is first written
     * with small factors, and finally computed by QR of the stacked factors.
     *
     * @return 0 for equal factors; NaN or infinite if others are not finite
     * @throws IllegalArgumentException if the changes have different sizes
     */
    public double distance(LowRankFactors other) {
        refuseOtherSize(other);
        if (equals(other)) {
            return 0;
        }
        if (!isFinite() || !other.isFinite()) {
            return Double.NaN;
        }
        ProductDifference difference = new ProductDifference(folded(), other.folded());
        return difference.norm(CANCELLED);
    }

    /**
     * ‖ΔW − ΔW'‖ / ‖ΔW‖: how far {@code after} is from this.
     *
     * @return 0 for equal factors, even if not finite; infinite if others are not finite, or if this is zero and {@code after} is not
     */
    @Override
    public double relativeError(LowRankFactors after) {
        if (isFinite() && after.isFinite() && down.equals(after.down) && up.rows() == after.up.rows()) {
            return relativeErrorOfUp(after);
        }
        double distance = distance(after);
        return distance == 0 ? 0 : Double.isFinite(distance) ? distance / norm() : Double.POSITIVE_INFINITY;
    }

    /** The difference if both have the same A, as after a scale was folded into B: {@code (sB − s'B')·A}. */
    private double relativeErrorOfUp(LowRankFactors after) {
        LowRankFactors difference = new LowRankFactors(up.times(scale).minus(after.up.times(after.scale)), down, 1);
        Matrix downGram = down.rowGram();
        double distance = difference.norm(downGram);
        return distance == 0 ? 0 : distance / norm(downGram);
    }

    private void refuseOtherSize(LowRankFactors other) {
        if (outputs() != other.outputs() || inputs() != other.inputs()) {
            throw new IllegalArgumentException(outputs() + " × " + inputs() + " against " + other.outputs() + " × " + other.inputs());
        }
    }
}
