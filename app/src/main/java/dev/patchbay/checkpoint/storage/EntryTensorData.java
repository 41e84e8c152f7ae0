package dev.patchbay.checkpoint.storage;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Values that lie contiguous in a storage: a slice of the mapping, unless the storage is compressed.
 *
 * @param offset first byte in the storage
 */
record EntryTensorData(DType dtype, Shape shape, StorageBytes storage, long offset) implements TensorData {

    @Override
    public void check() throws IOException {
        storage.file().check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return storage.content(arena, offset, dtype.byteSize(shape.elements()));
    }
}
