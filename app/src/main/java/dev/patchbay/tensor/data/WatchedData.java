package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Values that somebody is told of whenever they are read.
 *
 * @param onAsk before
 * @param onRead after, with the bytes
 */
public record WatchedData(TensorData data, Runnable onAsk, Consumer<MemorySegment> onRead) implements TensorData {

    @Override
    public DType dtype() {
        return data.dtype();
    }

    @Override
    public Shape shape() {
        return data.shape();
    }

    @Override
    public void check() throws IOException {
        data.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        onAsk.run();
        MemorySegment bytes = data.bytes(arena);
        onRead.accept(bytes);
        return bytes;
    }
}
