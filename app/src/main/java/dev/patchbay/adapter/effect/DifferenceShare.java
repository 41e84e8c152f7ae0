package dev.patchbay.adapter.effect;

import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;

/**
 * A change of full rank, with the shape of the tensor it changes: {@code W + factor · D}, or, where it replaces the tensor,
 * {@code W + factor · (D − W)}.
 *
 * @param name of D in the adapter's file, for messages
 * @param factor strength, times the module's scale where the difference is scaled
 */
public record DifferenceShare(String name, TensorData data, double factor, boolean replaces) implements WeightShare {

    @Override
    public Delta open(Rows base) throws IOException {
        Matrix difference = Matrix.read(name, data);
        return (from, block) -> {
            Matrix rows = difference.rows(from, from + block.rows());
            return (replaces ? rows.minus(block) : rows).times(factor);
        };
    }

    @Override
    public DifferenceShare at(double strength) {
        return new DifferenceShare(name, data, factor * strength, replaces);
    }
}
