package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Values multiplied by a factor, in the same or another dtype: computed in float64 from the float32 values, rounded once to float32, then
 * to the dtype. Besides the result only a chunk is in memory.
 */
public record ScaledData(TensorData of, double factor, DType dtype) implements ForwardingData {

    /** Elements that are converted at a time: a multiple of every quantised type's block. */
    private static final int CHUNK = 1 << 18;

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        try (Arena own = Arena.ofConfined()) {
            return of.read(own, bytes -> scaled(bytes, of.dtype(), shape().elements(), factor, dtype, arena));
        }
    }

    /** The elements of {@code bytes} times the factor, as new bytes in {@code arena}. */
    public static MemorySegment scaled(MemorySegment bytes, DType from, long elements, double factor, DType to, Arena arena) {
        MemorySegment result = arena.allocate(to.byteSize(elements), Long.BYTES);
        for (long at = 0; at < elements; at += CHUNK) {
            int count = (int) Math.min(CHUNK, elements - at);
            float[] chunk = FloatCodec.decode(from, bytes.asSlice(from.byteSize(at)), count);
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = (float) (chunk[i] * factor);
            }
            FloatCodec.encode(to, chunk, result.asSlice(to.byteSize(at)));
        }
        return result;
    }
}
