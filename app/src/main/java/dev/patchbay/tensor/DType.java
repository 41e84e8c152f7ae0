package dev.patchbay.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Element type of a tensor, with the names of the safetensors specification; from {@link #Q4_0} on the quantised types of GGUF with the
 * names of ggml (decision 0008).
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors, {@code tensor.rs}</a>
 * @see <a href="https://github.com/ggml-org/ggml">ggml, {@code ggml-common.h} for the sizes of blocks</a>
 */
public enum DType {
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    U8(8),
    I8(8),
    U16(16),
    I16(16),
    F16(16),
    BF16(16),
    U32(32),
    I32(32),
    F32(32),
    U64(64),
    I64(64),
    F64(64),
    C64(64),
    Q4_0(32, 18),
    Q4_1(32, 20),
    Q5_0(32, 22),
    Q5_1(32, 24),
    Q8_0(32, 34),
    Q2_K(256, 84),
    Q3_K(256, 110),
    Q4_K(256, 144),
    Q5_K(256, 176),
    Q6_K(256, 210),
    Q8_K(256, 292),
    IQ1_S(256, 50),
    IQ1_M(256, 56),
    IQ2_XXS(256, 66),
    IQ2_XS(256, 74),
    IQ2_S(256, 82),
    IQ3_XXS(256, 98),
    IQ3_S(256, 110),
    IQ4_NL(32, 18),
    IQ4_XS(256, 136),
    TQ1_0(256, 54),
    TQ2_0(256, 66),
    MXFP4(32, 17),
    NVFP4(64, 36),
    Q1_0(128, 18);

    private static final Map<String, DType> OF_SAFETENSORS = Arrays.stream(values())
            .filter(type -> !type.isQuantised())
            .collect(Collectors.toUnmodifiableMap(DType::name, type -> type));

    private final int bits;
    private final int blockElements;
    private final int blockBytes;

    DType(int bits) {
        this.bits = bits;
        this.blockElements = 1;
        this.blockBytes = 0;
    }

    DType(int blockElements, int blockBytes) {
        this.bits = Math.ceilDiv(blockBytes * 8, blockElements);
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** Width of one element in bits: 4 to 64. For a quantised type, bits of a block per element, rounded up: 2 to 10. */
    public int bits() {
        return bits;
    }

    /** True for the block types of GGUF: elements share the scales of their block and cannot be addressed singly. */
    public boolean isQuantised() {
        return blockElements > 1;
    }

    /** Elements of a block: 1, or 32 to 256 for a quantised type. */
    public int blockElements() {
        return blockElements;
    }

    /** True for real floating-point types. */
    public boolean isFloat() {
        return name().startsWith("F") || this == BF16;
    }

    /**
     * Size of {@code elements} elements in bytes.
     *
     * @throws ArithmeticException if it overflows, or if 4- or 6-bit elements do not fill whole bytes, or quantised ones whole blocks
     */
    public long byteSize(long elements) {
        if (isQuantised()) {
            if (elements % blockElements != 0) {
                throw new ArithmeticException(elements + " elements do not fill blocks of " + blockElements);
            }
            return Math.multiplyExact(elements / blockElements, blockBytes);
        }
        long total = Math.multiplyExact(elements, bits);
        if (total % 8 != 0) {
            throw new ArithmeticException(elements + " elements of " + bits + " bits do not end on a byte");
        }
        return total / 8;
    }

    /** The type with this name in safetensors headers, which have no quantised types. */
    public static Optional<DType> named(String name) {
        return Optional.ofNullable(OF_SAFETENSORS.get(name));
    }
}
