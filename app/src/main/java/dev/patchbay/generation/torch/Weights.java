package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of one component in the element type of the arithmetic. Blocks stay on the device, in the order in which they are asked for,
 * until the room that the {@link Residency} gives is used; the others are brought for each call, which keeps a 5b model in the page cache.
 */
public final class Weights implements Closeable {

    /** Beside the weights of a folder; the sizes of a single file's model are known otherwise. */
    private static final String CONFIG = "config.json";

    private final WeightLoader loader;
    private final Checkpoint checkpoint;
    private final Cancellation cancellation;
    private final List<WeightBlock> blocks = new ArrayList<>();
    private final List<StoredTensor> used = new ArrayList<>();
    private long room;

    /**
     * @param manager of the device
     * @param casts from {@link #casts}
     * @param cancellation checked before each block is brought
     */
    public Weights(PtNDManager manager, Checkpoint checkpoint, Script casts, Residency residency, Cancellation cancellation) {
        this.loader = new WeightLoader(manager, casts, residency.dtype());
        this.checkpoint = checkpoint;
        this.cancellation = cancellation;
        this.room = residency.bytes();
    }

    /** The compiled casts, one for all components of a pipeline. */
    public static Script casts(PtNDManager manager) throws IOException {
        return Script.compile(manager, Weights.class, "weights");
    }

    /**
     * The tensors of a block.
     *
     * @param prefix of their names, with the last dot; may be empty
     * @throws GenerationException if one is missing, or of another shape or type than needed
     */
    public WeightBlock block(String prefix, TensorShapes needed) throws IOException {
        cancellation.check();
        Map<String, StoredTensor> tensors = LinkedHashMap.newLinkedHashMap(needed.all().size());
        for (Map.Entry<String, Shape> each : needed.all().entrySet()) {
            tensors.put(each.getKey(), find(prefix + each.getKey(), each.getValue()));
        }
        WeightBlock block = new WeightBlock(loader, tensors, room);
        room -= block.isKept() ? block.bytes() : 0;
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
            String wrong = checkpoint.companions().containsKey(CONFIG) ? "generation.tensorShape" : "generation.tensorShapeKnown";
            throw new GenerationException(Message.of(wrong, checkpoint.path(), name, tensor.info().shape(), shape));
        }
        DType type = tensor.data().dtype();
        if (!type.isFloat() && !type.isQuantised() || !FloatCodec.canDecode(type)) {
            throw new GenerationException(Message.of("generation.tensorType", checkpoint.path(), name, type));
        }
        used.add(tensor);
        return tensor;
    }

    /**
     * Refuses a checkpoint with more blocks than the configuration says: the model would be cut off without a word.
     *
     * @param prefix of the names of blocks, before their number
     * @param count of blocks
     * @param setting that says so
     */
    public void refuseMore(String prefix, int count, String setting) throws GenerationException {
        for (String name : checkpoint.tensors().keySet()) {
            int end = name.startsWith(prefix) ? name.indexOf('.', prefix.length()) : -1;
            String number = end < 0 ? "" : name.substring(prefix.length(), end);
            if (number.matches("\\d{1,6}") && Integer.parseInt(number) >= count) {
                throw new GenerationException(Message.of("generation.moreBlocks", checkpoint.path(), name, setting, count));
            }
        }
    }

    /** @throws GenerationException if a weight is NaN or infinite; the message names its tensor */
    void demandFinite() throws IOException {
        for (StoredTensor tensor : used) {
            if (!Finite.all(tensor.data().toFloats())) {
                throw new GenerationException(Message.of("generation.weightNotFinite", checkpoint.path(), tensor.info().name()));
            }
        }
    }

    /** Bytes that each block takes on the device, in the order in which they were asked for; 0 if it is used in the mapped file. */
    public List<Long> sizes() {
        return blocks.stream().map(WeightBlock::bytes).toList();
    }

    /** Bytes on the device between calls. */
    public long keptBytes() {
        return blocks.stream().filter(WeightBlock::isKept).mapToLong(WeightBlock::bytes).sum();
    }

    /** The type that most elements are stored in, if it is F16 or BF16; else F32. */
    DType storedType() {
        for (DType type : new DType[] {DType.F16, DType.BF16}) {
            long elements = blocks.stream().mapToLong(block -> block.elements(type)).sum();
            long all = blocks.stream().mapToLong(WeightBlock::elements).sum();
            if (2 * elements > all) {
                return type;
            }
        }
        return DType.F32;
    }

    /** Gives back blocks that were brought in advance and are not used; call before closing the manager of the device. */
    void settle() {
        blocks.forEach(WeightBlock::settle);
    }

    /** Call after closing the manager of the device: the tensors use the memory that is unmapped here. */
    @Override
    public void close() throws IOException {
        blocks.forEach(WeightBlock::close);
        checkpoint.close();
    }
}
