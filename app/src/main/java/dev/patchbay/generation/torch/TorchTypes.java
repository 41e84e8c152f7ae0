package dev.patchbay.generation.torch;

import dev.patchbay.tensor.DType;

/** Numbers of the element types in TorchScript. */
public final class TorchTypes {

    private TorchTypes() {}

    /** The number of F16, F32 or BF16. */
    public static int code(DType type) {
        return switch (type) {
            case F16 -> 5;
            case F32 -> 6;
            case BF16 -> 15;
            default -> throw new IllegalArgumentException(type.name());
        };
    }
}
