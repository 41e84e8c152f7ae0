package dev.patchbay.generation.cogvideox;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.gguf.GgufFile;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Components of the demo's model in files of codes, and in files of the numbers that are meant by them.
 *
 * @param pipeline folder of the model
 * @param target folder for the files
 */
public record QuantisedDemo(Path pipeline, Path target) {

    private static final String SHAPE = "comfy.gguf.orig_shape.";

    /** What a matrix becomes in a file, as the programs that write such files do it. */
    public enum Form {
        SCALED_F8(Quantised.SCALED_F8, 0, ".safetensors"),
        Q8_0(Quantised.Q8_0, 8, ".gguf"),
        Q4_K(Quantised.Q4_K, 12, ".gguf");

        private final Quantised codes;
        private final int type;
        private final String suffix;

        Form(Quantised codes, int type, String suffix) {
            this.codes = codes;
            this.type = type;
            this.suffix = suffix;
        }
    }

    /** The component as codes. */
    public Path codes(Form form, String component) throws IOException {
        Path file = target.resolve(component + "-" + form + form.suffix);
        try (Checkpoint own = TestOpener.OPENER.open(pipeline.resolve(component))) {
            Checkpoint stored = form.codes.stored(own);
            return form.type == 0 ? scaled(stored, file) : gguf(stored, form, file);
        }
    }

    /** ComfyUI 0.3.64 marks such files with an empty tensor. */
    private static Path scaled(Checkpoint stored, Path file) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        stored.tensors().forEach((name, tensor) -> tensors.put(name, tensor.data()));
        tensors.put("scaled_fp8", new SyntheticCheckpoint.Bytes(DType.F8_E4M3, Shape.of(0), new byte[0]));
        return write(tensors, file);
    }

    private static Path write(Map<String, TensorData> tensors, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file;
    }

    /** Version 3: key-values, tensors with their sizes fastest first, and the bytes of each on a multiple of 32. */
    private static Path gguf(Checkpoint stored, Form form, Path file) throws IOException {
        List<StoredTensor> tensors = List.copyOf(stored.tensors().values());
        Map<String, long[]> reshaped = new LinkedHashMap<>();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (StoredTensor tensor : tensors) {
            String name = tensor.info().name();
            String original = stored.metadata().get(SHAPE + name);
            long[] sizes = original == null ? tensor.info().shape().toArray() : sizes(original);
            boolean fills = original == null || sizes[sizes.length - 1] % tensor.info().dtype().blockElements() == 0;
            shapes.put(name, fills ? sizes : tensor.info().shape().toArray());
            if (!fills) {
                reshaped.put(SHAPE + name, sizes);
            }
        }
        GgufFile out = new GgufFile().start(3, tensors.size(), 1 + reshaped.size()).value("general.architecture", "cogvideox");
        reshaped.forEach((key, sizes) -> {
            out.text(key).int32(9).int32(5).int64(sizes.length);
            Arrays.stream(sizes).forEach(size -> out.int32(Math.toIntExact(size)));
        });
        long offset = 0;
        for (StoredTensor tensor : tensors) {
            boolean plain = tensor.info().dtype() == DType.F32 || tensor.info().dtype() == DType.F16;
            long[] sizes = Objects.requireNonNull(shapes.get(tensor.info().name()));
            out.tensor(tensor.info().name(), plain ? 0 : form.type, offset, reversed(sizes));
            offset += Math.ceilDiv(bytes(tensor).length, 32) * 32L;
        }
        out.align(32);
        for (StoredTensor tensor : tensors) {
            out.raw(bytes(tensor)).align(32);
        }
        return out.write(file);
    }

    private static long[] reversed(long... sizes) {
        long[] reversed = new long[sizes.length];
        Arrays.setAll(reversed, i -> sizes[sizes.length - 1 - i]);
        return reversed;
    }

    private static long[] sizes(String shape) {
        String[] numbers = shape.replaceAll("[^0-9 ,×]", "").split("[ ,×]+");
        return Arrays.stream(numbers).mapToLong(Long::parseLong).toArray();
    }

    /** What is no code is written as float32. */
    private static byte[] bytes(StoredTensor tensor) throws IOException {
        TensorData data = tensor.data();
        if (data.dtype() == DType.F16) {
            return floats(data.toFloats());
        }
        try (Arena arena = Arena.ofConfined()) {
            return data.read(arena, bytes -> bytes.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static byte[] floats(float... values) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        FloatCodec.encode(DType.F32, values, MemorySegment.ofArray(bytes));
        return bytes;
    }

    /** The numbers that are meant by a file of codes, as float32. */
    public Path plain(Path codes, String name) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        try (Checkpoint meant = TestOpener.OPENER.open(codes)) {
            for (StoredTensor tensor : meant.tensors().values()) {
                if (tensor.info().shape().elements() > 0) {
                    byte[] values = floats(tensor.data().toFloats());
                    tensors.put(tensor.info().name(), new SyntheticCheckpoint.Bytes(DType.F32, tensor.info().shape(), values));
                }
            }
        }
        return write(tensors, target.resolve(name));
    }
}
