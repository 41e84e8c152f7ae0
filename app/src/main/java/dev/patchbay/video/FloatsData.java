package dev.patchbay.video;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Float32 values in memory as a tensor.
 *
 * @param parts the values, one array after the other
 */
record FloatsData(List<float[]> parts, Shape shape) implements TensorData {

    private static final ValueLayout.OfFloat LITTLE = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    FloatsData {
        parts = List.copyOf(parts);
    }

    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public MemorySegment bytes(Arena arena) {
        MemorySegment bytes = arena.allocate(DType.F32.byteSize(shape.elements()));
        long at = 0;
        for (float[] part : parts) {
            MemorySegment.copy(part, 0, bytes, LITTLE, at, part.length);
            at += (long) part.length * Float.BYTES;
        }
        return bytes;
    }
}
