package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.Checkpoint;
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
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
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
        SafetensorsIndex index = SafetensorsIndex.read(
                path, file.size(), (from, length) -> file.slice(from, length).toArray(ValueLayout.JAVA_BYTE), limits);
        SafetensorsHeader header = index.header();
        long dataStart = index.dataStart();
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

    private static StoredTensor stored(MappedFile file, long dataStart, SafetensorsEntry entry) {
        TensorInfo info = entry.info();
        long begin = dataStart + entry.begin();
        MappedTensorData data = new MappedTensorData(info, file, begin);
        return new StoredTensor(info, data, file.range(begin, dataStart + entry.end()));
    }
}
