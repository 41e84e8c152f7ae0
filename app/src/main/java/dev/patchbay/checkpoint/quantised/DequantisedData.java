package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The values of a weight that is stored as codes, as float32, computed at every read. Besides the result only the companions and a chunk
 * are in memory.
 *
 * @param codes the stored tensor
 */
public record DequantisedData(QuantisedWeight weight, TensorData codes) implements TensorData {

    /** Elements that are computed at a time: a multiple of every block. */
    private static final int CHUNK = 1 << 18;

    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public Shape shape() {
        return weight.shape();
    }

    @Override
    public void check() throws IOException {
        codes.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        Codebook book = weight.source().open();
        long elements = shape().elements();
        MemorySegment result = arena.allocate(dtype().byteSize(elements), Long.BYTES);
        try (Arena own = Arena.ofConfined()) {
            return codes.read(own, stored -> {
                for (long at = 0; at < elements; at += CHUNK) {
                    int count = (int) Math.min(CHUNK, elements - at);
                    FloatCodec.encode(DType.F32, book.values(stored, at, count), result.asSlice(DType.F32.byteSize(at)));
                }
                return result;
            });
        }
    }
}
