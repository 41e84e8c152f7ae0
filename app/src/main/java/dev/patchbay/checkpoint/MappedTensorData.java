package dev.patchbay.checkpoint;

import dev.patchbay.tensor.DescribedData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorOrigin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Values that are contiguous in a mapped file.
 *
 * @param info the tensor as the file names it
 * @param file the mapping, kept open by the checkpoint
 * @param offset position of the first byte in the file
 */
public record MappedTensorData(TensorInfo info, MappedFile file, long offset) implements DescribedData {

    @Override
    public List<TensorOrigin> origins() {
        return List.of(new TensorOrigin(file.path().toString(), info.name()));
    }

    @Override
    public void check() throws IOException {
        file.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return file.slice(offset, info.dtype().byteSize(info.shape().elements()));
    }
}
