package dev.patchbay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Decoding against the specification's formula, in arithmetic that never rounds. */
class FloatCodecProperties {

    /** Sign, exponent and mantissa as a specification gives them. */
    private record Layout(int exponentBits, int mantissaBits, int bias, boolean infinities) {

        int bits() {
            return 1 + exponentBits + mantissaBits;
        }

        double value(long code) {
            long exponent = code >> mantissaBits & (1L << exponentBits) - 1;
            long mantissa = code & (1L << mantissaBits) - 1;
            double sign = code >> exponentBits + mantissaBits == 0 ? 1 : -1;
            if (infinities && exponent == (1L << exponentBits) - 1) {
                return mantissa == 0 ? sign / 0 : Double.NaN;
            }
            BigDecimal whole = BigDecimal.valueOf(exponent == 0 ? mantissa : mantissa + (1L << mantissaBits));
            int power = (int) Math.max(1, exponent) - bias - mantissaBits;
            BigDecimal two = power < 0 ? BigDecimal.ONE.divide(BigDecimal.TWO.pow(-power)) : BigDecimal.TWO.pow(power);
            return sign * whole.multiply(two).doubleValue();
        }
    }

    private static final Map<DType, Layout> LAYOUTS = Map.of(
            DType.F16, new Layout(5, 10, 15, true),
            DType.BF16, new Layout(8, 7, 127, true),
            DType.F8_E5M2, new Layout(5, 2, 15, true),
            DType.F8_E4M3, new Layout(4, 3, 7, false));

    @Example
    void everyCodeOfEveryNarrowFloatIsExactlyWhatItsSpecificationSays() {
        LAYOUTS.forEach((type, layout) -> {
            int codes = 1 << layout.bits();
            ByteBuffer bytes = ByteBuffer.allocate(codes * layout.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
            for (int code = 0; code < codes; code++) {
                if (layout.bits() == 16) {
                    bytes.putShort((short) code);
                } else {
                    bytes.put((byte) code);
                }
            }
            float[] decoded = FloatCodec.decode(type, MemorySegment.ofArray(bytes.array()), codes);
            for (int code = 0; code < codes; code++) {
                boolean onlyNaN = type == DType.F8_E4M3 && (code & 0x7f) == 0x7f;
                Double expected = onlyNaN ? Double.NaN : layout.value(code);
                assertThat((double) decoded[code]).as("%s 0x%x", type, code).isEqualTo(expected);
            }
        });
    }

    @Example
    void theCornersThatTheSpecificationsName() {
        assertThat(decode(DType.F8_E4M3, 0x7e, 0x08, 0x01, 0xfe)).containsExactly(448, 0.015625f, 0.001953125f, -448);
        assertThat(decode(DType.F8_E5M2, 0x7b, 0x7c, 0x01, 0x80)).containsExactly(57344, Float.POSITIVE_INFINITY, 0x1p-16f, -0f);
        assertThat(decode(DType.F8_E8M0, 0, 127, 254, 255)).containsExactly(0x1p-127f, 1, 0x1p127f, Float.NaN);
    }

    @Example
    void fourBitFloatsComeTwoAByteTheLowerHalfFirst() {
        float[] values = FloatCodec.decode(DType.F4, bytes(0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe), 16);
        assertThat(values).containsExactly(0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0f, -0.5f, -1, -1.5f, -2, -3, -4, -6);
    }

    @Property(tries = 300)
    void integersBecomeTheNearestFloat(@ForAll long bits) {
        MemorySegment raw = MemorySegment.ofArray(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array());
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(bits));
        assertThat(FloatCodec.decode(DType.U64, raw, 1)).containsExactly(unsigned.floatValue());
        assertThat(FloatCodec.decode(DType.I64, raw, 1)).containsExactly(BigInteger.valueOf(bits).floatValue());
        assertThat(FloatCodec.decode(DType.U32, raw, 1)).containsExactly(unsigned.mod(BigInteger.TWO.pow(32)).floatValue());
        assertThat(FloatCodec.decode(DType.I32, raw, 1)).containsExactly((float) (int) bits);
        assertThat(FloatCodec.decode(DType.U16, raw, 4)[0]).isEqualTo(unsigned.mod(BigInteger.TWO.pow(16)).floatValue());
        assertThat(FloatCodec.decode(DType.I16, raw, 4)[3]).isEqualTo((float) (bits >> 48));
        assertThat(FloatCodec.decode(DType.U8, raw, 8)[0]).isEqualTo((float) (bits & 255));
        assertThat(FloatCodec.decode(DType.I8, raw, 8)[7]).isEqualTo((float) (bits >> 56));
        double[] exact = new double[1];
        FloatCodec.decode(DType.U64, raw, 0, exact, 1);
        assertThat(exact[0]).isEqualTo(unsigned.doubleValue());
    }

    @Property(tries = 200)
    void doublesAreRoundedOnceAndFloatsAreCopied(@ForAll double value, @ForAll float narrow) {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).putFloat(narrow);
        assertThat(FloatCodec.decode(DType.F64, MemorySegment.ofArray(bytes.array()), 1)).containsExactly((float) value);
        assertThat(FloatCodec.decode(DType.F32, MemorySegment.ofArray(bytes.array()).asSlice(8), 1)).containsExactly(narrow);
    }

    /** More elements than a block, and none of the blocks at the start: positions are counted right. */
    @Example
    void longTensorsAreReadToTheEnd() {
        int count = 3 * FloatCodec.BLOCK + 17;
        byte[] content = new byte[count];
        new java.util.Random(5).nextBytes(content);
        float[] decoded = FloatCodec.decode(DType.I8, MemorySegment.ofArray(content), count);
        float[] nibbles = FloatCodec.decode(DType.F4, MemorySegment.ofArray(content), count);
        for (int i = 0; i < count; i++) {
            assertThat(decoded[i]).isEqualTo(content[i]);
            assertThat(nibbles[i]).isEqualTo(NarrowFloats.E2M1[content[i / 2] >> i % 2 * 4 & 15]);
        }
    }

    @Example
    void quantisedBlocksOfQ8AreScaleTimesByte() {
        byte[] blocks = new byte[2 * 34];
        ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).putShort(0, Float.floatToFloat16(0.5f))
                .putShort(34, Float.floatToFloat16(-2f));
        blocks[2] = 7;
        blocks[33] = -128;
        blocks[36] = 3;
        float[] values = FloatCodec.decode(DType.Q8_0, MemorySegment.ofArray(blocks), 64);
        assertThat(new float[] {values[0], values[31], values[32], values[63]}).containsExactly(3.5f, -64, -6, -0f);
    }

    @Example
    void typesWithoutRealNumbersAreRefused() {
        for (DType type : DType.values()) {
            MemorySegment bytes = MemorySegment.ofArray(new byte[1024]);
            if (FloatCodec.canDecode(type)) {
                assertThat(FloatCodec.decode(type, bytes, 32)).hasSize(32);
            } else {
                assertThatThrownBy(() -> FloatCodec.decode(type, bytes, 32)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(type.name());
            }
        }
    }

    private static float[] decode(DType type, int... codes) {
        return FloatCodec.decode(type, bytes(codes), codes.length);
    }

    private static MemorySegment bytes(int... codes) {
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[i] = (byte) codes[i];
        }
        return MemorySegment.ofArray(bytes);
    }
}
