package dev.patchbay.generation.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of one component. On the CPU they stay in the memory-mapped file; on other devices they are uploaded as stored.
 *
 * <p>All arithmetic is in float32. If the float32 copy of a component fits into memory, it is converted once ({@code widenOnce});
 * otherwise block by block for each call, which keeps a 5b model in the page cache.
 */
public final class Weights implements Closeable {

    private static final int LARGEST_BUFFER = Integer.MAX_VALUE - 8;

    private final PtNDManager manager;
    private final Checkpoint checkpoint;
    private final Script casts;
    private final boolean widenOnce;
    private final Arena arena = Arena.ofShared();
    private final List<WeightBlock> blocks = new ArrayList<>();

    /** The compiled conversions, shared by all components of a pipeline. */
    public Weights(PtNDManager manager, Checkpoint checkpoint, Script casts, boolean widenOnce) {
        this.manager = manager;
        this.checkpoint = checkpoint;
        this.casts = casts;
        this.widenOnce = widenOnce;
    }

    /** The compiled casts, one for all components of a pipeline. */
    public static Script casts(PtNDManager manager) throws IOException {
        return Script.compile(manager, Weights.class, "weights");
    }

    /** Bytes that the tensors of a checkpoint take as float32. */
    public static long widenedBytes(Checkpoint checkpoint) {
        return checkpoint.infos().stream().mapToLong(info -> info.shape().elements() * Float.BYTES).sum();
    }

    /**
     * The tensors of a block.
     *
     * @param prefix of their names, with the last dot; may be empty
     * @throws GenerationException if one is missing, or of another shape or type than needed
     */
    public WeightBlock block(String prefix, TensorShapes needed) throws IOException {
        Map<String, WeightBlock.StoredWeight> tensors = LinkedHashMap.newLinkedHashMap(needed.all().size());
        for (Map.Entry<String, Shape> each : needed.all().entrySet()) {
            StoredTensor stored = find(prefix + each.getKey(), each.getValue());
            DType dtype = stored.info().dtype();
            tensors.put(each.getKey(), new WeightBlock.StoredWeight(place(stored.data()), dtype, stored.data()));
        }
        WeightBlock block = new WeightBlock(manager, casts, tensors, widenOnce);
        blocks.add(block);
        return block;
    }

    /**
     * A tensor of the checkpoint.
     *
     * @throws GenerationException if it is missing, or of another shape or type than needed
     */
    public StoredTensor find(String name, Shape shape) throws GenerationException {
        StoredTensor tensor = checkpoint
                .tensor(name)
                .orElseThrow(() -> new GenerationException(Message.of("generation.missingTensor", checkpoint.path(), name, shape)));
        if (!tensor.info().shape().equals(shape)) {
            throw new GenerationException(Message.of("generation.tensorShape", checkpoint.path(), name, tensor.info().shape(), shape));
        }
        DType type = tensor.info().dtype();
        if (type != DType.F32 && type != DType.F16 && type != DType.BF16) {
            throw new GenerationException(Message.of("generation.tensorType", checkpoint.path(), name, type));
        }
        return tensor;
    }

    /**
     * The stored elements as a tensor. bfloat16 is declared as float16, since DJL's Java side does not know it; the kernels reinterpret
     * it.
     */
    private PtNDArray place(TensorData data) throws IOException {
        MemorySegment bytes = data.read(arena, stored -> aligned(stored, data.dtype().bits() / 8));
        // The engine only uses the address, so the buffer may be shorter than the tensor.
        ByteBuffer buffer = bytes.asSlice(0, Math.min(bytes.byteSize(), LARGEST_BUFFER)).asByteBuffer().order(ByteOrder.nativeOrder());
        ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(data.shape().toArray());
        DataType type = data.dtype() == DType.F32 ? DataType.FLOAT32 : DataType.FLOAT16;
        return JniUtils.createNdFromByteBuffer(manager, buffer, shape, type, SparseFormat.DENSE, manager.getDevice());
    }

    private MemorySegment aligned(MemorySegment bytes, int width) {
        boolean usable = bytes.isNative() && bytes.address() % width == 0;
        return usable ? bytes : arena.allocate(Math.max(1, bytes.byteSize()), 64).copyFrom(bytes);
    }

    /** Call after closing the manager: the tensors use the memory that is unmapped here. */
    @Override
    public void close() throws IOException {
        blocks.forEach(WeightBlock::close);
        arena.close();
        checkpoint.close();
    }
}
