package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A few values that stand in no file. */
public final class FloatsInMemory implements TensorData {

    private final DType dtype;
    private final Shape shape;
    private final float[] values;

    public FloatsInMemory(DType dtype, Shape shape, float[] values) {
        this.dtype = dtype;
        this.shape = shape;
        this.values = values.clone();
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public MemorySegment bytes(Arena arena) {
        MemorySegment bytes = arena.allocate(dtype.byteSize(values.length), Long.BYTES);
        FloatCodec.encode(dtype, values, bytes);
        return bytes;
    }
}
