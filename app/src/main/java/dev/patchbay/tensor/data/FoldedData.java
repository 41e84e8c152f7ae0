package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Values times a factor: computed in double from the float32 ones and rounded once to float32, then to the dtype. Besides the result no more
 * than a chunk of them is in memory.
 */
public record FoldedData(TensorData before, double factor, DType dtype) implements TensorData {

    /** Elements that are converted at a time: a multiple of every quantised type's block. */
    private static final int CHUNK = 1 << 18;

    @Override
    public Shape shape() {
        return before.shape();
    }

    @Override
    public void check() throws IOException {
        before.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        long elements = shape().elements();
        MemorySegment result = arena.allocate(dtype.byteSize(elements), Long.BYTES);
        try (Arena own = Arena.ofConfined()) {
            before.read(own, bytes -> convert(bytes, elements, result));
        }
        return result;
    }

    private long convert(MemorySegment bytes, long elements, MemorySegment result) {
        DType from = before.dtype();
        for (long at = 0; at < elements; at += CHUNK) {
            int count = (int) Math.min(CHUNK, elements - at);
            float[] chunk = folded(FloatCodec.decode(from, bytes.asSlice(from.byteSize(at)), count), factor);
            FloatCodec.encode(dtype, chunk, result.asSlice(dtype.byteSize(at)));
        }
        return elements;
    }

    /** Multiplies in place. */
    static float[] folded(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
        return values;
    }
}
