package dev.patchbay.tensor;

import java.util.Arrays;
import java.util.Optional;

/**
 * Element type of a tensor, with the names of the safetensors specification.
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors, {@code tensor.rs}</a>
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
    C64(64);

    private final int bits;

    DType(int bits) {
        this.bits = bits;
    }

    /** Width of one element in bits: 4 to 64. */
    public int bits() {
        return bits;
    }

    /** True for the real floating-point types that weights come in. */
    public boolean isFloat() {
        return name().startsWith("F") || this == BF16;
    }

    /**
     * Bytes that {@code elements} of this type take.
     *
     * @throws ArithmeticException if that overflows, or if 4- or 6-bit elements do not end on a byte
     */
    public long byteSize(long elements) {
        long total = Math.multiplyExact(elements, bits);
        if (total % 8 != 0) {
            throw new ArithmeticException(elements + " elements of " + bits + " bits do not end on a byte");
        }
        return total / 8;
    }

    /** The type of this name, as safetensors headers spell it. */
    public static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
