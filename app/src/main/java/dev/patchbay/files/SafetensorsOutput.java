package dev.patchbay.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.WatchedData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A safetensors file in the making, whose values may be computed while they are written. It remembers a checksum of what it wrote, so that the
 * file can be compared without computing anything twice.
 */
public final class SafetensorsOutput {

    private static final long CHUNK = 1L << 26;

    private final Path target;
    private final Map<String, TensorData> tensors;
    private final Map<String, String> metadata;
    private final Map<String, Long> checksums = new HashMap<>();

    /**
     * @param target the name it will get, for messages
     * @param tensors by name
     */
    public SafetensorsOutput(Path target, Map<String, ? extends TensorData> tensors, Map<String, String> metadata) {
        this.target = target;
        this.tensors = new LinkedHashMap<>(tensors);
        this.metadata = Map.copyOf(metadata);
    }

    /** Told of a tensor before its values are looked at. */
    @FunctionalInterface
    public interface Listener {

        void tensor(String name);
    }

    /** How many tensors there are. */
    public int size() {
        return tensors.size();
    }

    /** Bytes of all tensors, without the header. */
    public long bytes() {
        return tensors.values().stream().mapToLong(data -> data.dtype().byteSize(data.shape().elements())).sum();
    }

    public void write(WritableByteChannel channel, Listener listener) throws IOException {
        Map<String, TensorData> summed = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach((name, data) -> summed.put(
                name, new WatchedData(data, () -> listener.tensor(name), bytes -> checksums.put(name, checksum(bytes)))));
        SafetensorsWriter.write(summed, metadata, channel);
    }

    /**
     * Compares what was written with what was meant.
     *
     * @throws ExportException if a tensor, its type, its shape or a single bit of it is not as it was handed to the disk
     */
    public void check(Checkpoint written, Listener listener) throws IOException {
        if (written.tensors().size() != tensors.size() || !written.metadata().equals(metadata)) {
            throw new ExportException(Message.of("export.check.header", target));
        }
        for (Map.Entry<String, TensorData> wanted : tensors.entrySet()) {
            listener.tensor(wanted.getKey());
            StoredTensor stored = written.tensor(wanted.getKey())
                    .filter(tensor -> isAs(tensor.info(), wanted.getValue()))
                    .orElseThrow(() -> new ExportException(Message.of("export.check.header", target)));
            try (Arena arena = Arena.ofConfined()) {
                long found = stored.data().read(arena, SafetensorsOutput::checksum);
                if (!Long.valueOf(found).equals(checksums.get(wanted.getKey()))) {
                    throw new ExportException(Message.of("export.check.bytes", target, wanted.getKey()));
                }
            }
        }
    }

    private static boolean isAs(TensorInfo found, TensorData wanted) {
        return found.dtype() == wanted.dtype() && found.shape().equals(wanted.shape());
    }

    private static long checksum(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            sum.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return sum.getValue();
    }
}
