package dev.patchbay.tensor.data;

import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * A tensor that calls listeners whenever it is read.
 *
 * @param onAsk called before the bytes are read
 * @param onRead called with the bytes
 */
public record WatchedData(TensorData of, Runnable onAsk, Consumer<MemorySegment> onRead) implements ForwardingData {

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        onAsk.run();
        MemorySegment bytes = of.bytes(arena);
        onRead.accept(bytes);
        return bytes;
    }
}
