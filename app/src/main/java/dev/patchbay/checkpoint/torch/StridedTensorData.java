package dev.patchbay.checkpoint.torch;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A tensor whose elements lie in a storage with steps between them (a transposed or expanded view); read, they are copied in order.
 *
 * @param entry the storage
 * @param offset first element in the storage
 * @param strides steps of the dimensions, in elements
 */
record StridedTensorData(DType dtype, Shape shape, ArchiveEntry entry, long offset, StrideList strides) implements TensorData {

    @Override
    public void check() throws IOException {
        entry.file().check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        int width = dtype.bits() / Byte.SIZE;
        long elements = shape.elements();
        MemorySegment copy = arena.allocate(elements * width, Long.BYTES);
        if (elements == 0) {
            return copy;
        }
        MemorySegment storage = entry.content(0, entry.size());
        long[] index = new long[shape.dimensions()];
        long from = offset;
        for (long to = 0; to < elements; to++) {
            MemorySegment.copy(storage, from * width, copy, to * width, width);
            from += strides.advance(index, shape);
        }
        return copy;
    }
}
