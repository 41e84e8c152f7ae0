package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A tensor whose elements are in a storage: contiguous (then its bytes are a slice of the mapping, unless the storage is compressed), or
 * with strides, as a transposed or expanded view (then elements are copied in order).
 *
 * @param storage where they are
 * @param offset position of the first element in the storage, in elements
 * @param strides in elements, one for each dimension
 */
record StorageTensorData(DType dtype, Shape shape, StorageBytes storage, long offset, StrideList strides) implements TensorData {

    @Override
    public void check() throws IOException {
        storage.file().check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        int width = dtype.bits() / Byte.SIZE;
        long elements = shape.elements();
        if (elements == 0) {
            return arena.allocate(0);
        }
        if (strides.isContiguous(shape)) {
            return storage.content(arena, offset * width, elements * width);
        }
        MemorySegment source = storage.content(arena, offset * width, (strides.span(shape) + 1) * width);
        MemorySegment copy = arena.allocate(elements * width, Long.BYTES);
        long[] index = new long[shape.dimensions()];
        long from = 0;
        for (long to = 0; to < elements; to++) {
            MemorySegment.copy(source, from * width, copy, to * width, width);
            from += strides.advance(index, shape);
        }
        return copy;
    }
}
