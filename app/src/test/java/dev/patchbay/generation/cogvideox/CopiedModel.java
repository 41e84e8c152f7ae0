package dev.patchbay.generation.cogvideox;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of the tiny pipeline that a test may spoil. */
record CopiedModel(Path folder) {

    /** Copies everything but the expected numbers. */
    static CopiedModel of(String variant, Path target) throws IOException {
        try (Reference reference = new Reference(variant);
                Stream<Path> files = Files.walk(reference.folder())) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = target.resolve(reference.folder().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (!file.getParent().equals(reference.folder()) || file.endsWith("model_index.json")) {
                    Files.copy(file, copy);
                }
            }
        }
        return new CopiedModel(target);
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** Replaces the last value of a tensor. */
    void spoil(String file, String tensor, float value) throws IOException {
        rewrite(file, tensors -> {
            TensorData data = tensors.get(tensor);
            try {
                float[] values = data.toFloats();
                values[values.length - 1] = value;
                byte[] bytes = new byte[values.length * Float.BYTES];
                FloatCodec.encode(DType.F32, values, MemorySegment.ofArray(bytes));
                tensors.put(tensor, new SyntheticCheckpoint.Bytes(DType.F32, data.shape(), bytes));
                return tensors;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void rewrite(String file, UnaryOperator<Map<String, TensorData>> change) throws IOException {
        Path path = folder.resolve(file);
        Path fresh = path.resolveSibling("fresh");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path);
                FileChannel channel =
                        FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            checkpoint.tensors().forEach((name, stored) -> tensors.put(name, stored.data()));
            SafetensorsWriter.write(change.apply(tensors), Map.of("format", "pt"), channel);
        }
        Files.delete(path);
        Files.move(fresh, path);
    }
}
