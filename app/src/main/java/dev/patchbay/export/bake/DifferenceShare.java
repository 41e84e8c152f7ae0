package dev.patchbay.export.bake;

import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;

/**
 * A change of full rank, with the shape of the tensor it changes: {@code W + factor · D}, or, where it replaces the tensor,
 * {@code W + factor · (D − W)}.
 *
 * @param module its name, for messages
 * @param factor strength, times the module's scale where the difference is scaled
 */
record DifferenceShare(String module, TensorData data, double factor, boolean replaces) implements WeightShare {

    @Override
    public Delta open(Rows base) throws IOException {
        Matrix difference = Matrix.read(module, data);
        return (from, block) -> {
            Matrix rows = difference.rows(from, from + block.rows());
            return (replaces ? rows.minus(block) : rows).times(factor);
        };
    }
}
