package dev.patchbay.lowrank;

import dev.patchbay.task.Cancellation;
import java.util.ArrayList;
import java.util.List;

/**
 * LoHa: {@code ΔW = scale · (B₁·A₁) ∘ (B₂·A₂)}, multiplied element by element. It equals a plain product of rank r₁·r₂: row i of its up
 * matrix contains all products of an element of row i of B₁ and one of B₂; columns of its down matrix likewise.
 *
 * @param left with scale 1
 * @param right with scale 1, of the same size
 * @see <a href="https://arxiv.org/abs/2108.06098">FedPara, proposition 1</a>
 */
public record HadamardChange(LowRankFactors left, LowRankFactors right, double scale) implements LayerChange {

    public HadamardChange {
        if (left.outputs() != right.outputs() || left.inputs() != right.inputs()) {
            throw new IllegalArgumentException(left.up() + " against " + right.up());
        }
    }

    @Override
    public int outputs() {
        return left.outputs();
    }

    @Override
    public int inputs() {
        return left.inputs();
    }

    @Override
    public boolean isFinite() {
        return Double.isFinite(scale) && left.isFinite() && right.isFinite();
    }

    /** From the Gram matrices of the plain product, or row by row if that is less work. */
    @Override
    public double norm() {
        long rank = (long) left.rank() * right.rank();
        long byGrams = rank * rank * (outputs() + inputs());
        long byRows = (long) outputs() * inputs() * (left.rank() + right.rank());
        if (byGrams <= byRows) {
            return factors().norm();
        }
        double sum = 0;
        for (int from = 0; from < outputs(); from += BLOCK) {
            double rows = rows(from, Math.min(outputs(), from + BLOCK)).norm();
            sum += rows * rows;
        }
        return Math.sqrt(sum);
    }

    @Override
    public Matrix rows(int from, int to) {
        return left.rows(from, to).timesElements(right.rows(from, to)).times(scale);
    }

    /** The same change as a plain product, exact; of rank r₁·r₂. */
    public LowRankFactors factors() {
        Matrix up = left.up().pairedColumns(right.up());
        Matrix down = left.down().transposed().pairedColumns(right.down().transposed()).transposed();
        return new LowRankFactors(up, down, scale);
    }

    /** True if the plain product would be about as large as the matrix, or larger. */
    private boolean isLarge() {
        return 2L * left.rank() * right.rank() > Math.min(outputs(), inputs());
    }

    private DenseChange dense() {
        return new DenseChange(rows(0, outputs()));
    }

    private DenseChange dense(Cancellation cancellation) {
        List<Matrix> blocks = new ArrayList<>();
        for (int from = 0; from < outputs(); from += BLOCK) {
            cancellation.check();
            blocks.add(rows(from, Math.min(outputs(), from + BLOCK)));
        }
        return new DenseChange(Matrix.stacked(blocks));
    }

    @Override
    public ChangeSvd svd(String module) throws LowRankException {
        return isLarge() ? dense().svd(module) : factors().svd(module);
    }

    @Override
    public ChangeSvd svd(String module, Cancellation cancellation) throws LowRankException {
        return isLarge() ? dense(cancellation).svd(module, cancellation) : factors().svd(module, cancellation);
    }

    @Override
    public LowRankFactors product(String module) {
        return isLarge() ? dense().product(module) : factors();
    }

    @Override
    public double relativeError(LowRankFactors after) {
        return isLarge() ? dense().relativeError(after) : factors().relativeError(after);
    }
}
