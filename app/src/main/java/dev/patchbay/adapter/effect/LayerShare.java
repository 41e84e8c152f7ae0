package dev.patchbay.adapter.effect;

import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.HadamardChange;
import dev.patchbay.lowrank.KroneckerChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.part.Part;
import java.io.IOException;

/**
 * The change of a layer's weight: {@code W + ΔW} with {@code ΔW = strength · s · B · A} or what the algorithm has for it; with DoRA's
 * magnitudes m {@code m · (W + ΔW) / ‖W + ΔW‖}, the norm taken of each row or, for magnitudes per input, of each column over all rows and
 * the kernel. ‖·‖ is the L2 norm. The strength is a factor of the product, as PEFT 0.21 scales an adapter; at strength 0 the weight is the
 * base's own, magnitudes or not.
 *
 * @see <a href="https://arxiv.org/abs/2402.09353">DoRA, equation 5</a>
 */
public record LayerShare(LayerParts parts, double strength) implements WeightShare {

    private static final int BLOCK = 256;

    /** A smaller norm counts as zero: a row of zeros has no direction and stays zero. */
    private static final double TINY = Double.MIN_NORMAL;

    /** Reads {@code ΔW} at the strength, without the magnitudes. */
    public LayerChange read() throws IOException {
        LayerChange read = parts.read();
        return switch (read) {
            case LowRankFactors factors -> factors.times(strength);
            case HadamardChange product -> new HadamardChange(product.left(), product.right(), product.scale() * strength);
            case KroneckerChange product -> new KroneckerChange(product.left(), product.right(), product.scale() * strength);
            case DenseChange dense -> new DenseChange(dense.values().times(strength));
        };
    }

    @Override
    public Delta open(Rows base) throws IOException {
        LayerChange read = read();
        if (parts.magnitudes().isEmpty()) {
            return (from, block) -> read.rows(from, from + block.rows());
        }
        if (strength == 0) {
            return (from, block) -> Matrix.zero(block.rows(), block.columns());
        }
        float[] magnitudes = parts.data(Part.MAGNITUDE).toFloats();
        return parts.magnitudes().orElseThrow() == MagnitudeAxis.INPUT
                ? perInput(read, magnitudes, norms(read, base, magnitudes.length), read.inputs() / magnitudes.length)
                : perOutput(read, magnitudes);
    }

    private static Delta perOutput(LayerChange read, float[] magnitudes) {
        return (from, block) -> {
            Matrix changed = block.plus(read.rows(from, from + block.rows()));
            Matrix decomposed = changed.timesRows(row -> magnitudes[from + row] / Math.max(TINY, changed.rows(row, row + 1).norm()));
            return decomposed.minus(block);
        };
    }

    /** @param kernel number of elements of the kernel, which is the number of columns of one input */
    private static Delta perInput(LayerChange read, float[] magnitudes, double[] norms, int kernel) {
        return (from, block) -> {
            Matrix changed = block.plus(read.rows(from, from + block.rows()));
            Matrix decomposed = changed.timesColumns(column -> magnitudes[column / kernel] / norms[column / kernel]);
            return decomposed.minus(block);
        };
    }

    private static double[] norms(LayerChange read, Rows base, int inputs) throws IOException {
        double[] squares = new double[inputs];
        int kernel = read.inputs() / inputs;
        for (int from = 0; from < base.count(); from += BLOCK) {
            int to = Math.min(base.count(), from + BLOCK);
            Matrix changed = base.block(from, to).plus(read.rows(from, to));
            for (int row = 0; row < changed.rows(); row++) {
                for (int column = 0; column < changed.columns(); column++) {
                    squares[column / kernel] += changed.get(row, column) * changed.get(row, column);
                }
            }
        }
        for (int i = 0; i < inputs; i++) {
            squares[i] = Math.max(TINY, Math.sqrt(squares[i]));
        }
        return squares;
    }

    @Override
    public LayerShare at(double factor) {
        return new LayerShare(parts, strength * factor);
    }
}
