package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;

/** The parts of one module with their values, read on demand. */
public interface PartValues {

    /** The module, for messages. */
    String address();

    /** @throws IllegalStateException if the part is not there */
    TensorData data(Part part);

    /**
     * A part as a matrix: what is behind its first dimension is flattened.
     *
     * @throws LowRankException if it holds no real numbers, or is unreasonably large
     */
    default Matrix matrix(Part part) throws IOException {
        return Matrix.read(address(), data(part));
    }
}
