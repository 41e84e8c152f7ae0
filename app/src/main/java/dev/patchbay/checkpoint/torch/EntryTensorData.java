package dev.patchbay.checkpoint.torch;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Values that lie contiguous in an entry of the archive: a slice of the mapping.
 *
 * @param offset first byte in the entry
 */
record EntryTensorData(DType dtype, Shape shape, ArchiveEntry entry, long offset) implements TensorData {

    @Override
    public void check() throws IOException {
        entry.file().check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return entry.content(offset, dtype.byteSize(shape.elements()));
    }
}
