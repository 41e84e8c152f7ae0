package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.pickle.PickleGlobal;
import dev.patchbay.tensor.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Element types by their names in torch, as storage classes and as dtypes. */
public final class TorchTypes {

    private static final Map<String, DType> STORAGES = Map.ofEntries(
            Map.entry("DoubleStorage", DType.F64),
            Map.entry("FloatStorage", DType.F32),
            Map.entry("HalfStorage", DType.F16),
            Map.entry("BFloat16Storage", DType.BF16),
            Map.entry("LongStorage", DType.I64),
            Map.entry("IntStorage", DType.I32),
            Map.entry("ShortStorage", DType.I16),
            Map.entry("CharStorage", DType.I8),
            Map.entry("ByteStorage", DType.U8),
            Map.entry("BoolStorage", DType.BOOL),
            Map.entry("ComplexFloatStorage", DType.C64));

    /** Bytes per element of storage classes without a {@link DType}: needed to find the storages after them in a legacy file. */
    private static final Map<String, Long> OTHER_WIDTHS = Map.of(
            "UntypedStorage", 1L,
            "QInt8Storage", 1L,
            "QUInt8Storage", 1L,
            "QUInt4x2Storage", 1L,
            "QUInt2x4Storage", 1L,
            "QInt32Storage", 4L,
            "ComplexDoubleStorage", 16L);

    private static final Map<String, DType> DTYPES = Map.ofEntries(
            Map.entry("float64", DType.F64),
            Map.entry("float32", DType.F32),
            Map.entry("float16", DType.F16),
            Map.entry("bfloat16", DType.BF16),
            Map.entry("float8_e4m3fn", DType.F8_E4M3),
            Map.entry("float8_e5m2", DType.F8_E5M2),
            Map.entry("float8_e8m0fnu", DType.F8_E8M0),
            Map.entry("uint64", DType.U64),
            Map.entry("uint32", DType.U32),
            Map.entry("uint16", DType.U16),
            Map.entry("uint8", DType.U8),
            Map.entry("int64", DType.I64),
            Map.entry("int32", DType.I32),
            Map.entry("int16", DType.I16),
            Map.entry("int8", DType.I8),
            Map.entry("bool", DType.BOOL),
            Map.entry("complex64", DType.C64));

    /** Names of dtypes without a {@link DType}, which contain their number of bits: {@code complex128}, {@code float8_e4m3fnuz}. */
    private static final Pattern OTHER_DTYPES = Pattern.compile("(q?u?int|b?float|complex|bits)\\d\\w*");

    private static final Map<String, DType> ALL = new HashMap<>(STORAGES);

    static {
        ALL.putAll(DTYPES);
    }

    private TorchTypes() {}

    /** The element type of a storage class or dtype; empty if safetensors has no such type, for example for quantised ones. */
    public static Optional<DType> elementType(PickleGlobal global) {
        return global.module().equals("torch") || isOnGpu(global) ? Optional.ofNullable(ALL.get(global.name())) : Optional.empty();
    }

    /** True for all storage classes and dtypes of torch, whether or not Patchbay can read their elements. */
    public static boolean isElementType(PickleGlobal global) {
        return elementType(global).isPresent()
                || (global.module().equals("torch") && OTHER_DTYPES.matcher(global.name()).matches());
    }

    /** Name of the storage class with elements of this type. */
    public static Optional<String> storage(DType type) {
        return STORAGES.entrySet().stream().filter(entry -> entry.getValue() == type).map(Map.Entry::getKey).findFirst();
    }

    /** Bytes per element of a storage class. */
    static Optional<Long> storageWidth(PickleGlobal global) {
        Optional<Long> width = elementType(global).map(type -> (long) type.bits() / Byte.SIZE);
        boolean torch = global.module().equals("torch") || global.module().equals("torch.storage");
        return width.isPresent() || !torch ? width : Optional.ofNullable(OTHER_WIDTHS.get(global.name()));
    }

    /** True for the separate storage classes that early versions had for GPUs. */
    private static boolean isOnGpu(PickleGlobal global) {
        return global.module().equals("torch.cuda") && STORAGES.containsKey(global.name());
    }
}
