package dev.patchbay.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/**
 * Converts stored elements to float32 and back. Decoding is exact for every float type up to 32 bits, for integers up to 16 bits and for
 * Q8_0; wider types are rounded to nearest, ties to even, and so is encoding. The other block types of GGUF come out as ggml has them.
 */
public final class FloatCodec {

    /** Elements that are converted at a time, so that they stay in the processor's cache; a multiple of every quantised type's block. */
    static final int BLOCK = 4096;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final Set<DType> WITHOUT_NUMBERS = EnumSet.of(DType.C64, DType.F6_E2M3, DType.F6_E3M2);

    private FloatCodec() {}

    /**
     * True if elements of this type can be decoded: not complex ones, not 6-bit floats, whose packing is not specified, and of the
     * quantised types those of 4 to 8 bits, Q2_K and Q3_K, but none that needs tables of many values (IQ1 to IQ3).
     */
    public static boolean canDecode(DType type) {
        return BlockCodes.canDecode(type) || !type.isQuantised() && !WITHOUT_NUMBERS.contains(type);
    }

    /**
     * The first {@code count} elements of little-endian {@code bytes}.
     *
     * @throws IllegalArgumentException unless {@link #canDecode}
     */
    public static float[] decode(DType type, MemorySegment bytes, int count) {
        float[] values = new float[count];
        for (int at = 0; at < count; at += BLOCK) {
            decode(type, bytes, at, values, at, Math.min(BLOCK, count - at));
        }
        return values;
    }

    /**
     * Decodes a block. Elements are first copied into an array: the compiler vectorises loops over arrays, but not over every kind of
     * memory segment.
     *
     * @param first index of the first element; a multiple of {@link DType#blockElements} and, for F4, even
     * @param at position of the values in {@code target}
     * @param count at most {@link #BLOCK}
     */
    private static void decode(DType type, MemorySegment bytes, long first, float[] target, int at, int count) {
        switch (type) {
            case F32 -> MemorySegment.copy(bytes, FLOAT, first * 4, target, at, count);
            case F16 -> halves(shorts(bytes, first, count), target, at);
            case BF16 -> upperHalves(shorts(bytes, first, count), target, at);
            case F8_E4M3 -> looked(NarrowFloats.E4M3, octets(bytes, first, count), target, at);
            case F8_E5M2 -> looked(NarrowFloats.E5M2, octets(bytes, first, count), target, at);
            case F8_E8M0 -> looked(NarrowFloats.E8M0, octets(bytes, first, count), target, at);
            case F4 -> nibbles(octets(bytes, first / 2, (count + 1) / 2), target, at, count);
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS ->
                BlockCodes.decode(type, bytes.asSlice(type.byteSize(first)), target, at, count);
            case I16, U16, I8, U8, BOOL, I32, U32 -> {
                double[] exact = new double[count];
                decode(type, bytes, first, exact, count);
                for (int i = 0; i < count; i++) {
                    target[at + i] = (float) exact[i];
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = (float) bytes.get(DOUBLE, (first + i) * 8);
                }
            }
            case I64 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = bytes.get(LONG, (first + i) * 8);
                }
            }
            case U64 -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = unsignedFloat(bytes.get(LONG, (first + i) * 8));
                }
            }
            default -> throw new IllegalArgumentException("no real numbers can be read from " + type);
        }
    }

    /**
     * Decodes a block to float64: exact except for 64-bit integers beyond 2⁵³.
     *
     * @param first index of the first element, as for float32
     * @param count at most {@link #BLOCK}
     */
    static void decode(DType type, MemorySegment bytes, long first, double[] target, int count) {
        switch (type) {
            case F64 -> MemorySegment.copy(bytes, DOUBLE, first * 8, target, 0, count);
            case F16 -> {
                short[] raw = shorts(bytes, first, count);
                for (int i = 0; i < count; i++) {
                    target[i] = Float.float16ToFloat(raw[i]);
                }
            }
            case I8, U8, BOOL -> {
                byte[] raw = octets(bytes, first, count);
                for (int i = 0; i < count; i++) {
                    target[i] = type == DType.I8 ? raw[i] : raw[i] & 0xff;
                }
            }
            case I16, U16 -> {
                short[] raw = shorts(bytes, first, count);
                for (int i = 0; i < count; i++) {
                    target[i] = type == DType.I16 ? raw[i] : raw[i] & 0xffff;
                }
            }
            case I32, U32 -> {
                for (int i = 0; i < count; i++) {
                    int raw = bytes.get(INT, (first + i) * 4);
                    target[i] = type == DType.I32 ? raw : Integer.toUnsignedLong(raw);
                }
            }
            case I64, U64 -> {
                for (int i = 0; i < count; i++) {
                    long raw = bytes.get(LONG, (first + i) * 8);
                    target[i] = type == DType.I64 ? raw : unsignedDouble(raw);
                }
            }
            default -> {
                float[] narrow = new float[count];
                decode(type, bytes, first, narrow, 0, count);
                for (int i = 0; i < count; i++) {
                    target[i] = narrow[i];
                }
            }
        }
    }

    /** Copies {@code count} 16-bit elements, starting at index {@code first}, into {@code target} without decoding. */
    static void codes(MemorySegment bytes, long first, short[] target, int count) {
        MemorySegment.copy(bytes, SHORT, first * 2, target, 0, count);
    }

    private static short[] shorts(MemorySegment bytes, long first, int count) {
        short[] raw = new short[count];
        codes(bytes, first, raw, count);
        return raw;
    }

    private static byte[] octets(MemorySegment bytes, long first, int count) {
        byte[] raw = new byte[count];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, first, raw, 0, count);
        return raw;
    }

    private static void halves(short[] raw, float[] target, int at) {
        for (int i = 0; i < raw.length; i++) {
            target[at + i] = Float.float16ToFloat(raw[i]);
        }
    }

    /** A bfloat16 is the upper half of a float32. */
    private static void upperHalves(short[] raw, float[] target, int at) {
        for (int i = 0; i < raw.length; i++) {
            target[at + i] = Float.intBitsToFloat(raw[i] << 16);
        }
    }

    private static void looked(float[] table, byte[] raw, float[] target, int at) {
        for (int i = 0; i < raw.length; i++) {
            target[at + i] = table[raw[i] & 0xff];
        }
    }

    /** Two elements in a byte, the first in the lower half, as in PyTorch's {@code float4_e2m1fn_x2}. */
    private static void nibbles(byte[] raw, float[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = NarrowFloats.E2M1[raw[i >> 1] >> ((i & 1) << 2) & 15];
        }
    }

    /**
     * Nearest float32 of an unsigned number: if the top bit is set, it is halved with the lost bit kept in the last one, so that it is
     * rounded once.
     */
    private static float unsignedFloat(long value) {
        return value >= 0 ? value : (float) (value >>> 1 | value & 1) * 2;
    }

    private static double unsignedDouble(long value) {
        return value >= 0 ? value : (double) (value >>> 1 | value & 1) * 2;
    }

    /**
     * Writes {@code values} as F32, F16 or BF16 to the start of {@code target}.
     *
     * @throws IllegalArgumentException for other types
     */
    public static void encode(DType type, float[] values, MemorySegment target) {
        for (int i = 0; i < values.length; i++) {
            switch (type) {
                case F32 -> target.set(FLOAT, i * 4L, values[i]);
                case F16 -> target.set(SHORT, i * 2L, Float.floatToFloat16(values[i]));
                case BF16 -> target.set(SHORT, i * 2L, bfloat16(values[i]));
                default -> throw new IllegalArgumentException("Patchbay does not write " + type);
            }
        }
    }

    /** Upper half of the float32, rounded to nearest, ties to even; NaN stays NaN. */
    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >> 16 & 1) >> 16);
    }
}
