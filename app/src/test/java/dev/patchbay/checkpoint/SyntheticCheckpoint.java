package dev.patchbay.checkpoint;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A checkpoint that a test makes up, without a file. */
public final class SyntheticCheckpoint {

    private final List<StoredTensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> companions = new LinkedHashMap<>();
    private CheckpointLayout layout = CheckpointLayout.SINGLE_FILE;

    /** Both halves of a pair for a layer {@code [out, in]}, spelled as PEFT does; as kohya does behind kohya's prefix. */
    public SyntheticCheckpoint pair(String module, long out, long in, long rank) {
        boolean flattened = module.startsWith("lora_");
        tensor(module + (flattened ? ".lora_down.weight" : ".lora_A.weight"), rank, in);
        return tensor(module + (flattened ? ".lora_up.weight" : ".lora_B.weight"), out, rank);
    }

    /** A float32 tensor with pseudo-random values that depend on its name. */
    public SyntheticCheckpoint tensor(String name, long... shape) {
        return tensor(name, DType.F32, shape);
    }

    /** A tensor with pseudo-random values that depend on its name; they are drawn when they are read for the first time. */
    public SyntheticCheckpoint tensor(String name, DType dtype, long... shape) {
        return data(name, new Drawn(name, dtype, Shape.of(shape)));
    }

    public SyntheticCheckpoint values(String name, DType dtype, float[] values, long... shape) {
        return data(name, new Bytes(dtype, Shape.of(shape), encoded(dtype, values)));
    }

    private static byte[] encoded(DType dtype, float[] values) {
        byte[] bytes = new byte[Math.toIntExact(dtype.byteSize(values.length))];
        FloatCodec.encode(dtype, values, MemorySegment.ofArray(bytes));
        return bytes;
    }

    public SyntheticCheckpoint data(String name, TensorData data) {
        tensors.add(new StoredTensor(new TensorInfo(name, data.dtype(), data.shape()), data, "made up"));
        return this;
    }

    public SyntheticCheckpoint metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    public SyntheticCheckpoint companion(String file, String text) {
        companions.put(file, text);
        return this;
    }

    public SyntheticCheckpoint layout(CheckpointLayout other) {
        layout = other;
        return this;
    }

    public Checkpoint build() {
        return new Checkpoint(
                Path.of("made-up.safetensors"), CheckpointFormat.SAFETENSORS, layout, tensors, metadata, companions, List.of(), () -> {});
    }

    /** Values in memory. */
    public record Bytes(DType dtype, Shape shape, byte[] content) implements TensorData {

        @Override
        public MemorySegment bytes(Arena arena) {
            return MemorySegment.ofArray(content);
        }
    }

    /** Values that take no memory until somebody asks for them: most tests read shapes only, and layers have their true sizes. */
    private static final class Drawn implements TensorData {

        private final String name;
        private final DType dtype;
        private final Shape shape;
        private byte @Nullable [] content;

        Drawn(String name, DType dtype, Shape shape) {
            this.name = name;
            this.dtype = dtype;
            this.shape = shape;
        }

        @Override
        public DType dtype() {
            return dtype;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public synchronized MemorySegment bytes(Arena arena) {
            if (content == null) {
                content = encoded(dtype, gaussian());
            }
            return MemorySegment.ofArray(content);
        }

        private float[] gaussian() {
            float[] values = new float[Math.toIntExact(shape.elements())];
            Random random = new Random(name.hashCode());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return values;
        }
    }
}
