package dev.patchbay.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Turns stored elements into float32 and back. Decoding is exact for every float type up to 32 bits; encoding rounds to nearest, ties to even. */
public final class FloatCodec {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private FloatCodec() {}

    /** The first {@code count} elements of little-endian {@code bytes}; an {@link IllegalArgumentException} for types that hold no real numbers. */
    public static float[] decode(DType type, MemorySegment bytes, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = decodeOne(type, bytes, i);
        }
        return values;
    }

    private static float decodeOne(DType type, MemorySegment bytes, long index) {
        return switch (type) {
            case F32 -> bytes.get(FLOAT, index * 4);
            case F16 -> Float.float16ToFloat(bytes.get(SHORT, index * 2));
            case BF16 -> Float.intBitsToFloat(bytes.get(SHORT, index * 2) << 16);
            case F64 -> (float) bytes.get(DOUBLE, index * 8);
            case I8 -> bytes.get(ValueLayout.JAVA_BYTE, index);
            case U8, BOOL -> bytes.get(ValueLayout.JAVA_BYTE, index) & 0xff;
            case I16 -> bytes.get(SHORT, index * 2);
            case I32 -> bytes.get(INT, index * 4);
            case I64 -> bytes.get(LONG, index * 8);
            default -> throw new IllegalArgumentException("no real numbers can be read from " + type);
        };
    }

    /** Writes {@code values} as F32, F16 or BF16 at the start of {@code target}; an {@link IllegalArgumentException} for other types. */
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

    /** Upper half of the float32, rounded to nearest even; NaN stays NaN. */
    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >> 16 & 1) >> 16);
    }
}
