package dev.patchbay.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.checkpoint.torch.TorchReader;
import dev.patchbay.checkpoint.torch.TorchWriter;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One file of an output. Its name is relative to the output's folder; empty if the output is a single file. */
public sealed interface OutputFile {

    String name();

    /** A small text. */
    record Text(String name, String text) implements OutputFile {}

    /** A file of tensors. */
    sealed interface Tensors extends OutputFile {

        /** By name, in the order in which they are written; dtype and shape are those of the data. */
        Map<String, TensorData> tensors();

        /** @param read the same tensors, wrapped so that reading them takes checksums */
        void write(Map<String, TensorData> read, WritableByteChannel channel) throws IOException;

        /** Opens the written file. */
        Checkpoint open(Path written) throws IOException;

        /** Bytes of all tensors, without the header. */
        default long bytes() {
            return tensors().values().stream().mapToLong(data -> data.dtype().byteSize(data.shape().elements())).sum();
        }
    }

    /** A safetensors file. */
    record Safetensors(String name, Map<String, TensorData> tensors, Map<String, String> metadata) implements Tensors {

        public Safetensors {
            tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
            // Sorted, so that the same output has the same bytes.
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        }

        @Override
        public void write(Map<String, TensorData> read, WritableByteChannel channel) throws IOException {
            SafetensorsWriter.write(read, metadata, channel);
        }

        @Override
        public Checkpoint open(Path written) throws IOException {
            return new SafetensorsReader().open(written, new CheckpointOpener(List.of(), ReadLimits.DEFAULT));
        }
    }

    /**
     * A file as {@code torch.save} writes it.
     *
     * @param key of the dict around the tensors
     */
    record Torch(String name, Map<String, TensorData> tensors, String key) implements Tensors {

        public Torch {
            tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        }

        @Override
        public void write(Map<String, TensorData> read, WritableByteChannel channel) throws IOException {
            TorchWriter.write(read, key, channel);
        }

        @Override
        public Checkpoint open(Path written) throws IOException {
            return new TorchReader().open(written, new CheckpointOpener(List.of(), ReadLimits.DEFAULT));
        }
    }
}
