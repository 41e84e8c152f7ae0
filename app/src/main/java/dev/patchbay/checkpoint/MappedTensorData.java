package dev.patchbay.checkpoint;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Values that are contiguous in a mapped file.
 *
 * @param file the mapping, kept open by the checkpoint
 * @param offset position of the first byte in the file
 */
public record MappedTensorData(DType dtype, Shape shape, MappedFile file, long offset) implements TensorData {

    @Override
    public void check() throws IOException {
        file.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return file.slice(offset, dtype.byteSize(shape.elements()));
    }
}
