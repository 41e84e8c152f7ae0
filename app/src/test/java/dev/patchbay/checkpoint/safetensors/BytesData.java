package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Values that a test made up. */
record BytesData(DType dtype, Shape shape, byte[] content) implements TensorData {

    static BytesData random(DType dtype, Shape shape, long seed) {
        byte[] content = new byte[Math.toIntExact(dtype.byteSize(shape.elements()))];
        new Random(seed).nextBytes(content);
        return new BytesData(dtype, shape, content);
    }

    @Override
    public MemorySegment bytes(Arena arena) {
        return MemorySegment.ofArray(content);
    }
}
