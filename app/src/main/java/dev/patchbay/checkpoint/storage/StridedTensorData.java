package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A tensor whose elements lie in a storage with steps between them (a transposed or expanded view); read, they are copied in order.
 *
 * @param storage where they lie
 * @param offset first element in the storage
 * @param strides steps of the dimensions, in elements
 */
record StridedTensorData(DType dtype, Shape shape, StorageBytes storage, long offset, StrideList strides) implements TensorData {

    @Override
    public void check() throws IOException {
        storage.file().check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        int width = dtype.bits() / Byte.SIZE;
        long elements = shape.elements();
        MemorySegment copy = arena.allocate(elements * width, Long.BYTES);
        if (elements == 0) {
            return copy;
        }
        MemorySegment source = storage.content(arena, offset * width, (strides.span(shape) + 1) * width);
        long[] index = new long[shape.dimensions()];
        long from = 0;
        for (long to = 0; to < elements; to++) {
            MemorySegment.copy(source, from * width, copy, to * width, width);
            from += strides.advance(index, shape);
        }
        return copy;
    }
}
