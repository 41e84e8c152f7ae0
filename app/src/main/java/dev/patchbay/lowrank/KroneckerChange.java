package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * LoKr: {@code ΔW = scale · left ⊗ right}, each element of left times the whole of right. The product is never made where its factors tell
 * the same: its norm is the product of theirs, and so are its singular values, with the Kronecker products of their singular vectors.
 *
 * @param left {@code [out₁, in₁]}, a matrix or a product of low rank
 * @param right {@code [out₂, in₂]}, likewise; of a convolution {@code [out₂, in₂ · kernel]}
 * @see <a href="https://doi.org/10.1016/S0377-0427(00)00393-9">Van Loan, The ubiquitous Kronecker product</a>
 */
public record KroneckerChange(LayerChange left, LayerChange right, double scale) implements LayerChange {

    /** What of ΔW may be left out and nobody could tell. */
    private static final double LAST_DIGITS = 1e-12;

    /** Shorter side up to which a factor is decomposed in full, which grows with its third power. */
    private static final int DECOMPOSED_IN_FULL = 256;

    /** No layer has so many inputs or outputs. */
    private static final int MOST = 1 << 24;

    /** @throws IllegalArgumentException if the product would be larger than any layer */
    public KroneckerChange {
        if ((long) left.outputs() * right.outputs() > MOST || (long) left.inputs() * right.inputs() > MOST) {
            throw new IllegalArgumentException(left.outputs() + " · " + right.outputs() + " × " + left.inputs() + " · " + right.inputs());
        }
    }

    @Override
    public int outputs() {
        return left.outputs() * right.outputs();
    }

    @Override
    public int inputs() {
        return left.inputs() * right.inputs();
    }

    @Override
    public boolean isFinite() {
        return Double.isFinite(scale) && left.isFinite() && right.isFinite();
    }

    @Override
    public double norm() {
        return Math.abs(scale) * left.norm() * right.norm();
    }

    @Override
    public Matrix rows(int from, int to) {
        int height = right.outputs();
        List<Matrix> blocks = new ArrayList<>();
        for (int at = from; at < to; ) {
            int first = at % height;
            int last = Math.min(height, first + to - at);
            blocks.add(left.rows(at / height, at / height + 1).kronecker(right.rows(first, last)));
            at += last - first;
        }
        return Matrix.stacked(blocks).times(scale);
    }

    @Override
    public ChangeSvd svd(String module) throws LowRankException {
        if (!isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
        double root = left.norm() * right.norm();
        return new KroneckerSvd(svd(left, module), svd(right, module), root * root, scale);
    }

    private static ChangeSvd svd(LayerChange factor, String module) throws LowRankException {
        return factor instanceof DenseChange(Matrix values) && isSmall(values) ? FullSvd.of(values) : factor.svd(module);
    }

    private static boolean isSmall(Matrix values) {
        return Math.min(values.rows(), values.columns()) <= DECOMPOSED_IN_FULL;
    }

    /** The Kronecker products of both sides' factors: exact, of the product of their ranks. */
    @Override
    public LowRankFactors product(String module) throws LowRankException {
        if (!isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
        return product(trimmed(left, module), trimmed(right, module));
    }

    private LowRankFactors product(LowRankFactors one, LowRankFactors other) {
        return new LowRankFactors(
                one.up().kronecker(other.up()), one.down().kronecker(other.down()), scale * one.scale() * other.scale());
    }

    /** A factor as a product, without what it has no digits for. */
    private static LowRankFactors trimmed(LayerChange factor, String module) throws LowRankException {
        if (factor instanceof DenseChange(Matrix values) && isSmall(values)) {
            ChangeSvd svd = FullSvd.of(values);
            return svd.keep(new RankChoice.ErrorBound(LAST_DIGITS).rank(svd.values()));
        }
        return factor.product(module);
    }

    /** From norms and the inner product, which takes the small factors alone; where their sum cancels, by the rows. */
    @Override
    public double relativeError(LowRankFactors after) {
        double whole = norm();
        double other = after.norm();
        double terms = whole * whole + other * other;
        double square = terms - 2 * inner(after);
        return square > LowRankFactors.CANCELLED * terms && Double.isFinite(square)
                ? Math.sqrt(square) / whole
                : LayerChange.super.relativeError(after);
    }

    /** ⟨ΔW, ΔW'⟩. With x and y as matrices, {@code yᵀ(L ⊗ R)x = ⟨y, L·x·Rᵀ⟩}. */
    private double inner(LowRankFactors after) {
        Matrix one = left.rows(0, left.outputs());
        Matrix other = right.rows(0, right.outputs()).transposed();
        Matrix ups = after.up().transposed();
        double sum = 0;
        for (int i = 0; i < after.rank(); i++) {
            Matrix down = after.down().rows(i, i + 1).reshaped(left.inputs(), right.inputs());
            sum += one.times(down).times(other).dot(ups.rows(i, i + 1).reshaped(left.outputs(), right.outputs()));
        }
        return sum * scale * after.scale();
    }
}
