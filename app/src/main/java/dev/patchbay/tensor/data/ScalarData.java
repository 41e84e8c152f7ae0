package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One float32 number, as alpha tensors are. */
public record ScalarData(float value) implements TensorData {

    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public Shape shape() {
        return Shape.SCALAR;
    }

    @Override
    public MemorySegment bytes(Arena arena) {
        MemorySegment bytes = arena.allocate(Float.BYTES);
        FloatCodec.encode(DType.F32, new float[] {value}, bytes);
        return bytes;
    }
}
