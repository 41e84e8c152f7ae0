package dev.patchbay.files;

import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.checkpoint.torch.TorchWriter;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One file that an export makes. */
public sealed interface OutputFile {

    /** Its name, in a folder relative to it; empty for a lone file. */
    String name();

    /** @param data what to read of a tensor */
    void write(WritableByteChannel channel, Function<ExportTensor, TensorData> data) throws IOException;

    /** Tensors in a file of safetensors. */
    record Safetensors(String name, List<ExportTensor> tensors, Map<String, String> metadata) implements OutputFile {

        @Override
        public void write(WritableByteChannel channel, Function<ExportTensor, TensorData> data) throws IOException {
            SafetensorsWriter.write(byName(tensors, data), metadata, channel);
        }
    }

    /**
     * Tensors as {@code torch.save} keeps them.
     *
     * @param key of the dict around them
     */
    record Torch(String name, List<ExportTensor> tensors, String key) implements OutputFile {

        @Override
        public void write(WritableByteChannel channel, Function<ExportTensor, TensorData> data) throws IOException {
            TorchWriter.write(byName(tensors, data), key, channel);
        }
    }

    /** A small text. */
    record Text(String name, String text) implements OutputFile {

        @Override
        public void write(WritableByteChannel channel, Function<ExportTensor, TensorData> data) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static Map<String, TensorData> byName(List<ExportTensor> tensors, Function<ExportTensor, TensorData> data) {
        Map<String, TensorData> byName = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach(tensor -> byName.put(tensor.info().name(), data.apply(tensor)));
        return byName;
    }
}
