package dev.patchbay.checkpoint.gguf;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Opens a GGUF file, version 2 or 3. Shapes are in PyTorch's order. Quantised tensors have ggml's types; the values of most of these
 * can be read (decision 0008).
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
public final class GgufReader implements CheckpointReader {

    /** {@code GGUF} as a little-endian number. */
    static final int MAGIC = 0x46554747;

    private static final byte[] START = "GGUF".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean matches(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = RegularFiles.stream(path)) {
            return Arrays.equals(in.readNBytes(START.length), START);
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
        GgufHeader header = new GgufHeaderReader(new GgufCursor(file, limits)).read();
        new GgufRanges(file.path(), file.size() - header.dataStart()).check(header.entries());
        List<StoredTensor> tensors = new ArrayList<>(header.entries().size());
        header.entries().forEach(entry -> tensors.add(stored(file, header.dataStart(), entry)));
        return new Checkpoint(
                file.path(),
                CheckpointFormat.GGUF,
                CheckpointLayout.SINGLE_FILE,
                tensors,
                header.metadata(),
                Map.of(),
                warnings(file.path(), header),
                file);
    }

    private static StoredTensor stored(MappedFile file, long dataStart, GgufEntry entry) {
        TensorInfo info = entry.info();
        MappedTensorData data = new MappedTensorData(info, file, dataStart + entry.begin());
        return new StoredTensor(info, data, file.range(dataStart + entry.begin(), dataStart + entry.end()));
    }

    private static List<Message> warnings(Path path, GgufHeader header) {
        List<TensorInfo> closed =
                header.entries().stream().map(GgufEntry::info).filter(info -> !FloatCodec.canDecode(info.dtype())).toList();
        if (closed.isEmpty()) {
            return List.of();
        }
        String types = closed.stream().map(info -> info.dtype().name()).distinct().sorted().collect(Collectors.joining(", "));
        return List.of(Message.of("gguf.listedOnly", path, closed.size(), types));
    }
}
