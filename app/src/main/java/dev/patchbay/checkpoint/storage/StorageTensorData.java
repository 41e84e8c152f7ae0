package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.DescribedData;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorOrigin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor whose elements are in a storage: contiguous (then its bytes are a slice of the mapping, unless the storage is compressed), or
 * with strides, as a transposed or expanded view (then elements are copied in order).
 *
 * @param info the tensor as the file names it
 * @param storage where they are
 * @param offset position of the first element in the storage, in elements
 * @param strides in elements, one for each dimension
 */
record StorageTensorData(TensorInfo info, StorageBytes storage, long offset, StrideList strides) implements DescribedData {

    @Override
    public List<TensorOrigin> origins() {
        return List.of(new TensorOrigin(storage.file().path().toString(), info.name()));
    }

    @Override
    public void check() throws IOException {
        storage.file().check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        Shape shape = info.shape();
        int width = info.dtype().bits() / Byte.SIZE;
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
