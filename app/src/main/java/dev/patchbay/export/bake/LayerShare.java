package dev.patchbay.export.bake;

import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A low-rank change of a layer's weight: {@code W + strength · ΔW}; with DoRA's magnitudes m
 * {@code W + strength · (m · (W + ΔW) / ‖W + ΔW‖ − W)}, the norm taken of each row or, for magnitudes per input, of each column over all
 * rows and the kernel. ‖·‖ is the L2 norm, as in PEFT and LyCORIS.
 *
 * @param kernel number of elements of the kernel, which is the number of columns of one input
 * @see <a href="https://arxiv.org/abs/2402.09353">DoRA, equation 5</a>
 */
public record LayerShare(ModuleChange change, double strength) implements WeightShare {

    private static final int BLOCK = 256;

    /** A smaller norm counts as zero: a row of zeros has no direction and stays zero. */
    private static final double TINY = Double.MIN_NORMAL;

    /** The whole change of a weight of the base as one matrix. */
    public DenseChange dense(TensorData weight) throws IOException {
        LayerChange read = change.read();
        if (weight.shape().elements() != (long) read.outputs() * read.inputs() || weight.shape().size(0) != read.outputs()) {
            String size = read.outputs() + " × " + read.inputs();
            throw new ExportException(
                    Message.of("export.bake.sizes", change.checkpoint().path(), change.module().address(), size, weight.shape()));
        }
        List<Matrix> blocks = new ArrayList<>();
        new BakedTensor(weight, DType.F32, List.of(this)).forEachBlock((from, before, delta) -> blocks.add(delta));
        return new DenseChange(blocks.stream().reduce(Matrix::above).orElseThrow());
    }

    @Override
    public Delta open(Rows base) throws IOException {
        LayerChange read = change.read();
        if (!change.module().isDora()) {
            LayerChange strong = read instanceof LowRankFactors factors ? factors.times(strength) : read;
            double left = read instanceof LowRankFactors ? 1 : strength;
            return (from, block) -> {
                Matrix rows = strong.rows(from, from + block.rows());
                return left == 1 ? rows : rows.times(left);
            };
        }
        float[] magnitudes = change.data(Part.MAGNITUDE).toFloats();
        return change.module().magnitudeAxis().filter(axis -> axis == MagnitudeAxis.INPUT).isPresent()
                ? perInput(read, magnitudes, norms(read, base, magnitudes.length), read.inputs() / magnitudes.length)
                : perOutput(read, magnitudes);
    }

    private Delta perOutput(LayerChange read, float[] magnitudes) {
        return (from, block) -> {
            Matrix changed = block.plus(read.rows(from, from + block.rows()));
            Matrix decomposed = changed.timesRows(row -> magnitudes[from + row] / Math.max(TINY, changed.rows(row, row + 1).norm()));
            return decomposed.minus(block).times(strength);
        };
    }

    private Delta perInput(LayerChange read, float[] magnitudes, double[] norms, int kernel) {
        return (from, block) -> {
            Matrix changed = block.plus(read.rows(from, from + block.rows()));
            Matrix decomposed = changed.timesColumns(column -> magnitudes[column / kernel] / norms[column / kernel]);
            return decomposed.minus(block).times(strength);
        };
    }

    private double[] norms(LayerChange read, Rows base, int inputs) throws IOException {
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
}
