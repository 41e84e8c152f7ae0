package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.KroneckerChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code ΔW = scale · w1 ⊗ w2}, the Kronecker product: each element of w1, {@code [out1, in1]}, times the whole of w2,
 * {@code [out2, in2, k…]}. Either may be a product of two matrices, w2 of a convolution one of three.
 *
 * @see <a href="https://arxiv.org/abs/2212.10650">KronA</a>
 */
final class LoKr extends ChangeForm {

    private static final Factors LEFT = new Factors(Part.LOKR_W1_A, Part.LOKR_W1_B, Part.LOKR_T1, true);
    private static final Factors RIGHT = new Factors(Part.LOKR_W2_A, Part.LOKR_W2_B, Part.LOKR_T2, true);

    LoKr() {
        super(Algorithm.LOKR);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return (parts.has(Part.LOKR_W1) || parts.has(Part.LOKR_W1_A, Part.LOKR_W1_B))
                && (parts.has(Part.LOKR_W2) || parts.has(Part.LOKR_W2_A, Part.LOKR_W2_B));
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.copyOf(parts()));
    }

    @Override
    List<Factors> factors() {
        return List.of(LEFT, RIGHT);
    }

    /** ComfyUI and LyCORIS divide alpha by the inner size of w2, or of w1 where w2 is whole. */
    @Override
    public long rank(Parts parts) {
        return parts.size(0, Part.LOKR_W2_B, Part.LOKR_W1_B).orElse(0);
    }

    @Override
    public OptionalLong inputs(Parts parts) {
        return times(parts.size(1, Part.LOKR_W1, Part.LOKR_W1_B), parts.size(1, Part.LOKR_W2, Part.LOKR_W2_B));
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        OptionalLong whole = parts.size(0, Part.LOKR_W2);
        OptionalLong right = whole.isPresent() ? whole : parts.size(parts.has(Part.LOKR_T2) ? 1 : 0, Part.LOKR_W2_A);
        return times(parts.size(0, Part.LOKR_W1, Part.LOKR_W1_A), right);
    }

    /** Zero for sizes that no layer has. */
    private static OptionalLong times(OptionalLong left, OptionalLong right) {
        if (left.isEmpty() || right.isEmpty()) {
            return OptionalLong.empty();
        }
        boolean large = Math.multiplyHigh(left.getAsLong(), right.getAsLong()) != 0;
        return OptionalLong.of(large ? 0 : left.getAsLong() * right.getAsLong());
    }

    @Override
    public List<Long> kernel(Parts parts) {
        return parts.has(Part.LOKR_W2) ? parts.kernel(Part.LOKR_W2) : parts.kernel(Part.LOKR_T2);
    }

    /** With two whole factors LyCORIS sets alpha to the rank. */
    @Override
    public boolean isScaled(Parts parts) {
        return !parts.has(Part.LOKR_W1, Part.LOKR_W2);
    }

    @Override
    public boolean isLowRank() {
        return true;
    }

    @Override
    public LayerChange change(Parts parts, PartValues values, double scale) throws IOException {
        return new KroneckerChange(
                factor(parts, values, Part.LOKR_W1, LEFT), factor(parts, values, Part.LOKR_W2, RIGHT), scale);
    }

    /** A matrix, or a product where that is the smaller form. */
    private static LayerChange factor(Parts parts, PartValues values, Part whole, Factors factors) throws IOException {
        if (parts.has(whole)) {
            return new DenseChange(values.matrix(whole));
        }
        LowRankFactors product = factors.product(parts, values, 1);
        return product.rank() < Math.min(product.outputs(), product.inputs())
                ? product
                : new DenseChange(product.rows(0, product.outputs()));
    }
}
