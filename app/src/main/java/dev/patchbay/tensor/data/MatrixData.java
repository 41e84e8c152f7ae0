package dev.patchbay.tensor.data;

import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix that is computed when somebody asks, rounded to the type of the file.
 *
 * @param dtype F32, F16 or BF16
 * @param shape of as many elements as the matrix has
 */
public record MatrixData(DType dtype, Shape shape, Source source) implements TensorData {

    /** Computes the values. */
    @FunctionalInterface
    public interface Source {

        Matrix matrix() throws IOException;
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        MemorySegment bytes = arena.allocate(dtype.byteSize(shape.elements()), Long.BYTES);
        FloatCodec.encode(dtype, source.matrix().toFloats(), bytes);
        return bytes;
    }
}
