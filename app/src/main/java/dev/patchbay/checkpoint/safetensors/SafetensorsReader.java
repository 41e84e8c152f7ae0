package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.SingleFileLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens one safetensors file: 8 bytes little-endian header length, the header (JSON), the tensors.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class SafetensorsReader implements CheckpointReader {

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public boolean matches(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = RegularFiles.stream(path)) {
            byte[] start = in.readNBytes(Long.BYTES + 1);
            return start.length > Long.BYTES && start[Long.BYTES] == '{';
        }
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        MappedFile file = new MappedFile(path);
        try {
            return open(file, opener.limits());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Checkpoint open(MappedFile file, ReadLimits limits) throws IOException {
        Path path = file.path();
        long headerBytes = headerBytes(file, limits);
        byte[] json = file.slice(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        SafetensorsHeader header = new SafetensorsHeaderCodec(path, limits).read(json);
        long dataStart = Long.BYTES + headerBytes;
        new SafetensorsRanges(path, file.size() - dataStart).check(header.entries());
        List<StoredTensor> tensors = new ArrayList<>(header.entries().size());
        header.entries().forEach(entry -> tensors.add(stored(file, dataStart, entry)));
        CompanionFiles companions = CompanionFiles.besideWeights(path);
        return new Checkpoint(
                path,
                CheckpointFormat.SAFETENSORS,
                SingleFileLayout.of(tensors),
                tensors,
                header.metadata(),
                companions.texts(),
                companions.warnings(),
                file);
    }

    private static long headerBytes(MappedFile file, ReadLimits limits) throws CheckpointException {
        if (file.size() < Long.BYTES) {
            throw new CheckpointException(Message.of("checkpoint.safetensors.tooShort", file.path(), file.size()));
        }
        long length = file.segment().get(LENGTH, 0);
        long rest = file.size() - Long.BYTES;
        if (length < 0 || length > rest) {
            throw new CheckpointException(
                    Message.of("checkpoint.safetensors.headerBeyondFile", file.path(), Long.toUnsignedString(length), rest));
        }
        if (length > limits.headerBytes()) {
            throw new CheckpointException(
                    Message.of("checkpoint.safetensors.headerOverLimit", file.path(), length, limits.headerBytes()));
        }
        return length;
    }

    private static StoredTensor stored(MappedFile file, long dataStart, SafetensorsEntry entry) {
        TensorInfo info = entry.info();
        long begin = dataStart + entry.begin();
        MappedTensorData data = new MappedTensorData(info, file, begin);
        return new StoredTensor(info, data, file.range(begin, dataStart + entry.end()));
    }
}
