package dev.patchbay.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Decodes the block types of GGUF whose values follow from the block alone, in float32 and in ggml's order of operations, so that the
 * results are those of gguf-py 0.19.
 *
 * @see <a href="https://github.com/ggml-org/ggml">ggml, {@code ggml-quants.c} and {@code ggml-common.h}</a>
 */
final class BlockCodes {

    /** Writes the elements of one block to the start of {@code out}. */
    @FunctionalInterface
    private interface BlockDecoder {

        void decode(byte[] raw, int at, float[] out);
    }

    private static final Map<DType, BlockDecoder> DECODERS = new EnumMap<>(Map.of(
            DType.Q4_0, BlockCodes::q40,
            DType.Q4_1, BlockCodes::q41,
            DType.Q5_0, BlockCodes::q50,
            DType.Q5_1, BlockCodes::q51,
            DType.Q8_0, BlockCodes::q80,
            DType.Q2_K, SuperBlocks::q2,
            DType.Q3_K, SuperBlocks::q3,
            DType.Q4_K, SuperBlocks::q4,
            DType.Q5_K, SuperBlocks::q5,
            DType.Q6_K, SuperBlocks::q6));

    static {
        DECODERS.put(DType.IQ4_NL, BlockCodes::iq4nl);
        DECODERS.put(DType.IQ4_XS, SuperBlocks::iq4);
    }

    /** The 16 values of the IQ4 types, {@code kvalues_iq4nl}. */
    static final int[] IQ4 = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    private BlockCodes() {}

    static boolean canDecode(DType type) {
        return DECODERS.containsKey(type);
    }

    /**
     * Decodes elements from the start of a block on.
     *
     * @param blocks begins with the first block
     * @param at position of the values in {@code target}
     */
    static void decode(DType type, MemorySegment blocks, float[] target, int at, int count) {
        int elements = type.blockElements();
        int bytes = (int) type.byteSize(elements);
        byte[] raw = new byte[Math.ceilDiv(count, elements) * bytes];
        MemorySegment.copy(blocks, ValueLayout.JAVA_BYTE, 0, raw, 0, raw.length);
        BlockDecoder decoder = Objects.requireNonNull(DECODERS.get(type));
        float[] out = new float[elements];
        for (int from = 0, block = 0; from < count; from += elements, block += bytes) {
            decoder.decode(raw, block, out);
            System.arraycopy(out, 0, target, at + from, Math.min(elements, count - from));
        }
    }

    static float half(byte[] raw, int at) {
        return Float.float16ToFloat((short) (raw[at] & 0xff | raw[at + 1] << 8));
    }

    private static int word(byte[] raw, int at) {
        return raw[at] & 0xff | (raw[at + 1] & 0xff) << 8 | (raw[at + 2] & 0xff) << 16 | raw[at + 3] << 24;
    }

    static int low(byte[] raw, int at) {
        return raw[at] & 15;
    }

    static int high(byte[] raw, int at) {
        return raw[at] >> 4 & 15;
    }

    private static void q40(byte[] raw, int at, float[] out) {
        float d = half(raw, at);
        for (int i = 0; i < 16; i++) {
            out[i] = d * (low(raw, at + 2 + i) - 8);
            out[i + 16] = d * (high(raw, at + 2 + i) - 8);
        }
    }

    private static void q41(byte[] raw, int at, float[] out) {
        float d = half(raw, at);
        float least = half(raw, at + 2);
        for (int i = 0; i < 16; i++) {
            out[i] = d * low(raw, at + 4 + i) + least;
            out[i + 16] = d * high(raw, at + 4 + i) + least;
        }
    }

    private static void q50(byte[] raw, int at, float[] out) {
        float d = half(raw, at);
        int fifth = word(raw, at + 2);
        for (int i = 0; i < 16; i++) {
            out[i] = d * ((low(raw, at + 6 + i) | (fifth >> i & 1) << 4) - 16);
            out[i + 16] = d * ((high(raw, at + 6 + i) | (fifth >> i + 16 & 1) << 4) - 16);
        }
    }

    private static void q51(byte[] raw, int at, float[] out) {
        float d = half(raw, at);
        float least = half(raw, at + 2);
        int fifth = word(raw, at + 4);
        for (int i = 0; i < 16; i++) {
            out[i] = d * (low(raw, at + 8 + i) | (fifth >> i & 1) << 4) + least;
            out[i + 16] = d * (high(raw, at + 8 + i) | (fifth >> i + 16 & 1) << 4) + least;
        }
    }

    private static void q80(byte[] raw, int at, float[] out) {
        float d = half(raw, at);
        for (int i = 0; i < 32; i++) {
            out[i] = d * raw[at + 2 + i];
        }
    }

    private static void iq4nl(byte[] raw, int at, float[] out) {
        float d = half(raw, at);
        for (int i = 0; i < 16; i++) {
            out[i] = d * IQ4[low(raw, at + 2 + i)];
            out[i + 16] = d * IQ4[high(raw, at + 2 + i)];
        }
    }
}
