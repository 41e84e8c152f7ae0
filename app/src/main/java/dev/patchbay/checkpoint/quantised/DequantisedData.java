package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorOrigin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

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
    public List<TensorOrigin> origins() {
        return codes.origins();
    }

    @Override
    public void check() throws IOException {
        codes.check();
    }

    /** Computes the values of a run of elements; thread-safe. */
    @FunctionalInterface
    public interface Runs {

        /** @param first index of the first element */
        float[] values(long first, int count);
    }

    /** Uses the values, of which only those are computed that are asked for. */
    @FunctionalInterface
    public interface RunsReader<T> {

        T read(Runs runs) throws IOException;
    }

    /**
     * Reads the companions, and passes what computes values.
     *
     * @throws dev.patchbay.checkpoint.CheckpointException if a companion is broken
     */
    public <T> T readRuns(RunsReader<T> reader) throws IOException {
        Codebook book = weight.source().open();
        try (Arena own = Arena.ofConfined()) {
            return codes.read(own, stored -> reader.read((first, count) -> book.values(stored, first, count)));
        }
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        long elements = shape().elements();
        MemorySegment result = arena.allocate(dtype().byteSize(elements), Long.BYTES);
        return readRuns(runs -> {
            for (long at = 0; at < elements; at += CHUNK) {
                int count = (int) Math.min(CHUNK, elements - at);
                FloatCodec.encode(DType.F32, runs.values(at, count), result.asSlice(DType.F32.byteSize(at)));
            }
            return result;
        });
    }
}
