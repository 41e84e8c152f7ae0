package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ForwardingData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A tensor with big-endian elements, which are copied to little-endian when read.
 *
 * @param of the elements as in the file
 */
record SwappedTensorData(TensorData of) implements ForwardingData {

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        MemorySegment from = of.bytes(arena);
        MemorySegment copy = arena.allocate(from.byteSize(), Long.BYTES);
        // A complex number is two real ones, each of which is swapped.
        int width = dtype() == DType.C64 ? Float.BYTES : dtype().bits() / Byte.SIZE;
        for (long at = 0; at < from.byteSize(); at += width) {
            for (int i = 0; i < width; i++) {
                copy.set(ValueLayout.JAVA_BYTE, at + i, from.get(ValueLayout.JAVA_BYTE, at + width - 1 - i));
            }
        }
        return copy;
    }
}
