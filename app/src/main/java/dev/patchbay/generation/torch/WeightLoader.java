package dev.patchbay.generation.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.QuantisedWeight;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Brings stored tensors to the device in the element type of the arithmetic. On the CPU a tensor that is stored in that type is used where
 * it lies, in the memory-mapped file; weights stored as codes are computed.
 */
final class WeightLoader {

    private static final int LARGEST_BUFFER = Integer.MAX_VALUE - 8;

    private final PtNDManager manager;
    private final Script casts;
    private final DType dtype;

    WeightLoader(PtNDManager manager, Script casts, DType dtype) {
        this.manager = manager;
        this.casts = casts;
        this.dtype = dtype;
    }

    PtNDManager manager() {
        return manager;
    }

    /** True if the tensor can be used in the mapped file, so that it takes no memory; bfloat16 cannot, see {@link #place}. */
    boolean staysInFile(StoredTensor tensor) {
        return Devices.sharesMemory(manager.getDevice())
                && dtype != DType.BF16
                && tensor.data().dtype() == dtype
                && !tensor.data().isMade()
                && QuantisedWeight.of(tensor).isEmpty();
    }

    /** Bytes that the tensor takes on the device. */
    long bytes(StoredTensor tensor) {
        return staysInFile(tensor) ? 0 : dtype.byteSize(tensor.info().shape().elements());
    }

    /**
     * The tensor on the device. What is made on the way is given back, tensor by tensor.
     *
     * @param owner manager of the result
     * @param arena keeps the bytes that the result uses; must stay open as long as the result
     */
    PtNDArray load(PtNDManager owner, Arena arena, StoredTensor tensor) throws IOException {
        TensorData data = tensor.data();
        boolean asStored = data.dtype() == dtype && dtype != DType.BF16;
        if (asStored && Devices.sharesMemory(manager.getDevice())) {
            return placed(owner, arena, data);
        }
        try (Arena own = Arena.ofShared()) {
            if (asStored) {
                return placed(owner, own, data);
            }
            if (!isPlain(data.dtype())) {
                MemorySegment values = own.allocateFrom(ValueLayout.JAVA_FLOAT, data.toFloats());
                try (PtNDArray wide = place(owner, values, DType.F32, data)) {
                    // A copy, even if the types are equal: the values computed here are given back.
                    return casts.call(owner, "copied", wide, TorchTypes.code(dtype));
                }
            }
            try (PtNDArray placed = placed(owner, own, data)) {
                return casts.call(owner, data.dtype() == DType.BF16 ? "from_bits" : "cast", placed, TorchTypes.code(dtype));
            }
        }
    }

    private PtNDArray placed(PtNDManager owner, Arena arena, TensorData data) throws IOException {
        MemorySegment bytes = data.read(arena, stored -> aligned(arena, stored, data.dtype().bits() / 8));
        return place(owner, bytes, data.dtype(), data);
    }

    private static boolean isPlain(DType type) {
        return type == DType.F32 || type == DType.F16 || type == DType.BF16;
    }

    /**
     * bfloat16 is declared as float16, since DJL's Java side does not know it; the kernels reinterpret a copy, since TorchScript knows no
     * view as another type (PyTorch issue 47964).
     */
    private static PtNDArray place(PtNDManager owner, MemorySegment bytes, DType type, TensorData data) {
        // The engine only uses the address, so the buffer may be shorter than the tensor.
        ByteBuffer buffer = bytes.asSlice(0, Math.min(bytes.byteSize(), LARGEST_BUFFER)).asByteBuffer().order(ByteOrder.nativeOrder());
        ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(data.shape().toArray());
        DataType declared = type == DType.F32 ? DataType.FLOAT32 : DataType.FLOAT16;
        return JniUtils.createNdFromByteBuffer(owner, buffer, shape, declared, SparseFormat.DENSE, owner.getDevice());
    }

    private static MemorySegment aligned(Arena arena, MemorySegment bytes, int width) {
        boolean usable = bytes.isNative() && bytes.address() % width == 0;
        return usable ? bytes : arena.allocate(Math.max(1, bytes.byteSize()), 64).copyFrom(bytes);
    }
}
