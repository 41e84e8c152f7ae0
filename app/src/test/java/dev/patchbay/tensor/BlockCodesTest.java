package dev.patchbay.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The block types of GGUF decode to the very floats that gguf-py 0.19 gives for the same bytes. */
class BlockCodesTest {

    private static final int BLOCKS = 3;

    /** Where a block has its float16 scales; bytes there have to be those of sensible numbers. */
    private static final Map<DType, int[]> SCALES = Map.of(
            DType.Q4_1, new int[] {0, 2},
            DType.Q5_1, new int[] {0, 2},
            DType.Q2_K, new int[] {80, 82},
            DType.Q3_K, new int[] {108},
            DType.Q4_K, new int[] {0, 2},
            DType.Q5_K, new int[] {0, 2},
            DType.Q6_K, new int[] {208});

    /** Blocks of bytes that follow from their position. */
    private static byte[] blocks(DType type) {
        int bytes = Math.toIntExact(type.byteSize(type.blockElements()));
        ByteBuffer raw = ByteBuffer.allocate(BLOCKS * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < bytes; i++) {
                raw.put(block * bytes + i, (byte) (i * i * 7 + i * 13 + block * 101 + 5));
            }
            int[] scales = SCALES.getOrDefault(type, new int[] {0});
            for (int i = 0; i < scales.length; i++) {
                double scale = (i == 0 ? 0.0371 : 0.0123) * (block + 1);
                raw.putShort(block * bytes + scales[i], Float.floatToFloat16((float) scale));
            }
        }
        return raw.array();
    }

    @ParameterizedTest
    @CsvSource({
        "Q4_0, c581a0be, 0.111328125, -0.07421875, 0.1484375",
        "Q4_1, 4afd4bb1, 0.34628296, 0.5689392, 0.49472046",
        "Q5_0, 6ed255c4, 0.5566406, -0.18554688, 0.07421875",
        "Q5_1, 02465c5a, 1.0884705, 1.0142517, 0.97714233",
        "Q8_0, 1b859084, 2.1894531, -1.3730469, 4.4902344",
        "Q2_K, 3205582c, 0.18554688, 0.3216858, 0.9411011",
        "Q3_K, 7c2f0fd5, -0.40820312, -0.25976562, 0.37109375",
        "Q4_K, f1984e96, 7.0539856, 13.139923, 9.702332",
        "Q5_K, d1e22230, 31.397736, 37.483673, 34.1203",
        "Q6_K, e685ea31, 24.083984, -23.11914, -43.603516",
        "IQ4_NL, 2de09fdc, 1.4101562, -0.81640625, 1.9667969",
        "IQ4_XS, 7d5f37f0, 64.01367, 35.253906, 12.060547"
    })
    void everyFloatIsThatOfTheReference(DType type, String checksum, float first, float eighteenth, float lastOfBlock) {
        int elements = type.blockElements();
        float[] values = FloatCodec.decode(type, MemorySegment.ofArray(blocks(type)), BLOCKS * elements);

        assertThat(new float[] {values[0], values[17], values[elements - 1]}).containsExactly(first, eighteenth, lastOfBlock);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        assertThat(String.format("%08x", crc.getValue())).isEqualTo(checksum);
    }

    @Test
    void whoeverCanBeDecodedIsSaidSo() {
        assertThat(Arrays.stream(DType.values()).filter(DType::isQuantised).filter(FloatCodec::canDecode)).containsExactly(
                DType.Q4_0, DType.Q4_1, DType.Q5_0, DType.Q5_1, DType.Q8_0, DType.Q2_K, DType.Q3_K, DType.Q4_K, DType.Q5_K, DType.Q6_K,
                DType.IQ4_NL, DType.IQ4_XS);
    }
}
