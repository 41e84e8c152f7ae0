package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Reads all elements of a tensor block by block on all processors, directly from the mapped file, without copying the tensor. */
final class TensorBlocks {

    /** Elements for one accumulator: enough to be worth a thread, few enough to stop soon after a cancel. */
    private static final long CHUNK = 1L << 18;

    private TensorBlocks() {}

    /** Receives the elements of one chunk. */
    interface Accumulator {

        /** @param values as float64; only the first {@code count} are elements; may be overwritten */
        void add(double[] values, int count);
    }

    /** Reads the elements {@code from} up to {@code to} of a tensor's bytes. */
    @FunctionalInterface
    interface ChunkReader<T> {

        T read(MemorySegment bytes, long from, long to);
    }

    /**
     * The accumulators of all chunks in the order of the elements, so that merging them gives the same result for any number of threads.
     *
     * @param cancelled asked before each chunk
     * @throws IOException as {@link TensorData#bytes}
     * @throws CancellationException if cancelled
     * @throws IllegalArgumentException unless {@link FloatCodec#canDecode}
     */
    static <A extends Accumulator> List<A> read(TensorData data, BooleanSupplier cancelled, Supplier<A> accumulators) throws IOException {
        if (!FloatCodec.canDecode(data.dtype())) {
            throw new IllegalArgumentException("no real numbers can be read from " + data.dtype());
        }
        return read(data, cancelled, CHUNK, (bytes, from, to) -> read(data.dtype(), bytes, from, to, accumulators.get()));
    }

    /**
     * The results of a reader for all chunks, in the order of the elements.
     *
     * @param chunk elements in a chunk; the last may have fewer
     */
    static <T> List<T> read(TensorData data, BooleanSupplier cancelled, long chunk, ChunkReader<T> reader) throws IOException {
        long elements = data.shape().elements();
        long chunks = Math.ceilDiv(elements, chunk);
        // Closing a shared arena stops every thread for a moment, which is too slow for 100,000 small tensors.
        try (Arena arena = chunks > 1 ? Arena.ofShared() : Arena.ofConfined()) {
            return data.read(arena, bytes -> chunks(bytes, elements, chunk, cancelled, reader));
        }
    }

    private static <T> List<T> chunks(MemorySegment bytes, long elements, long chunk, BooleanSupplier cancelled, ChunkReader<T> reader) {
        long chunks = Math.ceilDiv(elements, chunk);
        LongStream indices = LongStream.range(0, chunks);
        return (chunks > 1 ? indices.parallel() : indices)
                .mapToObj(index -> {
                    if (cancelled.getAsBoolean()) {
                        throw new CancellationException();
                    }
                    return reader.read(bytes, index * chunk, Math.min(elements, (index + 1) * chunk));
                })
                .toList();
    }

    private static <A extends Accumulator> A read(DType type, MemorySegment bytes, long from, long to, A accumulator) {
        double[] block = new double[FloatCodec.BLOCK];
        for (long at = from; at < to; at += FloatCodec.BLOCK) {
            int count = (int) Math.min(FloatCodec.BLOCK, to - at);
            FloatCodec.decode(type, bytes, at, block, count);
            accumulator.add(block, count);
        }
        return accumulator;
    }
}
