package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.util.ArrayList;
import java.util.List;

/**
 * LoKr: {@code ΔW = scale · left ⊗ right}, each element of left times all of right. The product is not computed if its factors suffice:
 * its norm is the product of theirs, its singular values are the products of theirs, and its singular vectors the Kronecker products of
 * theirs.
 *
 * @param left {@code [out₁, in₁]}, a matrix or a low-rank product
 * @param right {@code [out₂, in₂]}, likewise; of a convolution {@code [out₂, in₂ · kernel]}
 * @see <a href="https://doi.org/10.1016/S0377-0427(00)00393-9">Van Loan, The ubiquitous Kronecker product</a>
 */
public record KroneckerChange(LayerChange left, LayerChange right, double scale) implements LayerChange {

    /** Relative error below which components may be left out. */
    private static final double LAST_DIGITS = 1e-12;

    /** Longest shorter side of a factor that is decomposed in full; the time grows with its third power. */
    private static final int DECOMPOSED_IN_FULL = 256;

    /** More inputs or outputs than any layer has. */
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
        return svd(factor -> svd(factor, module), module);
    }

    @Override
    public ChangeSvd svd(String module, Cancellation cancellation) throws LowRankException {
        cancellation.check();
        return svd(factor -> isSmall(factor) ? svd(factor, module) : factor.svd(module, cancellation), module);
    }

    @FunctionalInterface
    private interface FactorSvd {

        ChangeSvd of(LayerChange factor) throws LowRankException;
    }

    private ChangeSvd svd(FactorSvd factors, String module) throws LowRankException {
        if (!isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
        double root = left.norm() * right.norm();
        return new KroneckerSvd(factors.of(left), factors.of(right), root * root, scale);
    }

    private static ChangeSvd svd(LayerChange factor, String module) throws LowRankException {
        return factor instanceof DenseChange(Matrix values) && isSmall(values) ? FullSvd.of(values) : factor.svd(module);
    }

    private static boolean isSmall(LayerChange factor) {
        return factor instanceof DenseChange(Matrix values) && isSmall(values);
    }

    private static boolean isSmall(Matrix values) {
        return Math.min(values.rows(), values.columns()) <= DECOMPOSED_IN_FULL;
    }

    /** The Kronecker products of the factors of both sides: exact, with the product of their ranks as rank. */
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

    /** A side as a low-rank product, without components below the precision. */
    private static LowRankFactors trimmed(LayerChange factor, String module) throws LowRankException {
        if (factor instanceof DenseChange(Matrix values) && isSmall(values)) {
            ChangeSvd svd = FullSvd.of(values);
            return svd.keep(new RankChoice.ErrorBound(LAST_DIGITS).rank(svd.values()));
        }
        return factor.product(module);
    }

    /** From the norms and the inner product, which need the small factors only; row by row if the difference loses too many digits. */
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
