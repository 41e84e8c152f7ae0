package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Values that are in no file: in memory, or computed at every read. They are rounded to the dtype when read.
 *
 * @param dtype F32, F16 or BF16
 * @param shape with as many elements as there are values
 */
public record ComputedData(DType dtype, Shape shape, Source source) implements TensorData {

    /** Computes the values, in row-major order. */
    @FunctionalInterface
    public interface Source {

        float[] values() throws IOException;
    }

    /** A tensor of values in memory, which are not copied. */
    public static ComputedData of(DType dtype, Shape shape, float... values) {
        return new ComputedData(dtype, shape, () -> values);
    }

    /** A float32 scalar, such as an alpha tensor. */
    public static ComputedData scalar(float value) {
        return of(DType.F32, Shape.SCALAR, value);
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        MemorySegment bytes = arena.allocate(dtype.byteSize(shape.elements()), Long.BYTES);
        FloatCodec.encode(dtype, source.values(), bytes);
        return bytes;
    }
}
