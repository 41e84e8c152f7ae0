package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The same bytes under another shape of as many elements. */
public record ReshapedData(TensorData of, Shape shape) implements TensorData {

    @Override
    public DType dtype() {
        return of.dtype();
    }

    @Override
    public void check() throws IOException {
        of.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return of.bytes(arena);
    }
}
