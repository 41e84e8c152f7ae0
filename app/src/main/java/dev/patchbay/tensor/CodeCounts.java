package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * How often each of the 65,536 bit patterns of a 16-bit float occurs in a tensor. Counting takes one addition for each element, a third
 * of the time of decoding and summing, and all statistics follow from the counts.
 */
final class CodeCounts {

    private static final int CODES = 1 << 16;

    /** Elements that are counted in one table. */
    private static final long CHUNK = 1L << 21;

    /** Least number of elements for which tables save time. */
    private static final long LEAST = 1L << 19;

    private final DType type;
    private final long[] counts = new long[CODES];

    private CodeCounts(DType type) {
        this.type = type;
    }

    /** True for large tensors of 16-bit floats. */
    static boolean isWorthwhile(TensorData data) {
        return (data.dtype() == DType.F16 || data.dtype() == DType.BF16) && data.shape().elements() >= LEAST;
    }

    /**
     * Reads the whole tensor, on all processors.
     *
     * @param data of F16 or BF16
     * @param cancelled asked every two million elements
     */
    static CodeCounts of(TensorData data, BooleanSupplier cancelled) throws IOException {
        CodeCounts all = new CodeCounts(data.dtype());
        TensorBlocks.read(data, cancelled, CHUNK, (bytes, from, to) -> all.add(count(bytes, from, to)));
        return all;
    }

    private static int[] count(MemorySegment bytes, long from, long to) {
        int[] counts = new int[CODES];
        short[] raw = new short[FloatCodec.BLOCK];
        for (long at = from; at < to; at += raw.length) {
            int count = (int) Math.min(raw.length, to - at);
            FloatCodec.codes(bytes, at, raw, count);
            for (int i = 0; i < count; i++) {
                counts[raw[i] & 0xffff]++;
            }
        }
        return counts;
    }

    /** Adds the counts of one chunk; the order does not matter. */
    private synchronized long add(int[] part) {
        for (int code = 0; code < CODES; code++) {
            counts[code] += part[code];
        }
        return part.length;
    }

    TensorStatistics statistics() {
        Moments moments = new Moments();
        for (int code = 0; code < CODES; code++) {
            if (counts[code] > 0) {
                moments.add(value(code), counts[code]);
            }
        }
        return moments.statistics();
    }

    private float value(int code) {
        return type == DType.F16 ? Float.float16ToFloat((short) code) : Float.intBitsToFloat(code << 16);
    }
}
