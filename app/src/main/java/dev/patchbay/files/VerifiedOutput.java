package dev.patchbay.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.WatchedData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Files of tensors, and texts beside them, that are written atomically and verified before they get their name: read again, every text is
 * equal, and every tensor has its name, dtype, shape and the checksum of the bytes that were written. By the checksum, values that are
 * computed while they are written are computed only once. What else must hold is checked by the caller's {@link Proof}.
 */
public final class VerifiedOutput {

    private static final long CHUNK = 1L << 26;

    private final SourceFiles sources;
    private final Path target;
    private final boolean folder;
    private final List<OutputFile> files;
    private final Map<String, Long> checksums = new HashMap<>();

    private VerifiedOutput(SourceFiles sources, Path target, boolean folder, List<OutputFile> files) {
        this.sources = sources;
        this.target = target;
        this.folder = folder;
        this.files = List.copyOf(files);
    }

    /** @param sources what is read meanwhile, and so never written over */
    public static VerifiedOutput file(SourceFiles sources, Path target, OutputFile file) {
        return new VerifiedOutput(sources, target, false, List.of(file));
    }

    /**
     * @param sources what is read meanwhile, and so never written over
     * @param files no tensor may be in two of them
     */
    public static VerifiedOutput folder(SourceFiles sources, Path target, List<OutputFile> files) {
        return new VerifiedOutput(sources, target, true, files);
    }

    /** A check of the written files beyond that they hold the intended bytes. */
    @FunctionalInterface
    public interface Proof<T> {

        /** Gets each tensor after its checksum was verified. */
        default void tensor(String name, TensorData written) throws IOException {}

        /**
         * Called once, after all tensors.
         *
         * @param written the file or folder under its hidden name
         */
        T prove(Path written) throws IOException;
    }

    /** Bytes of all tensors, without headers. */
    public long bytes() {
        return weights().stream().mapToLong(OutputFile.Tensors::bytes).sum();
    }

    /** Number of tensors. Each counts as two steps: written, and read again. */
    public int tensors() {
        return weights().stream().mapToInt(file -> file.tensors().size()).sum();
    }

    private List<OutputFile.Tensors> weights() {
        return files.stream().filter(OutputFile.Tensors.class::isInstance).map(OutputFile.Tensors.class::cast).toList();
    }

    /** Opens the first tensor file of the written output. */
    public Checkpoint open(Path written) throws IOException {
        OutputFile.Tensors first = weights().getFirst();
        return first.open(written.resolve(first.name()));
    }

    /**
     * Writes under a temporary name, verifies, and renames.
     *
     * @param overwrite whether an existing file may be replaced, or a folder with nothing in it but files of the names that are written;
     *     a source never is
     * @return what the proof returned
     * @throws NotWrittenException if the target may not be written or what was read again differs; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public <T> T write(boolean overwrite, FileSteps steps, StepCount count, Proof<T> proof) throws IOException {
        sources.refuse(target);
        WholeOutput output = folder
                ? WholeOutput.folder(target, existing -> refuseFull(existing, overwrite), steps)
                : WholeOutput.file(target, overwrite, steps);
        return output.write(bytes(), draft -> write(draft, count), written -> {
            for (OutputFile file : files) {
                check(file, written.resolve(file.name()), count, proof);
            }
            T result = proof.prove(written);
            count.next(Message.of("files.naming", target));
            return result;
        });
    }

    private void refuseFull(Path existing, boolean overwrite) throws IOException {
        if (!overwrite) {
            WholeOutput.refuseFull(existing);
        }
        if (!Files.isDirectory(existing)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(existing)) {
            for (Path entry : entries) {
                if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) || !writes(String.valueOf(entry.getFileName()))) {
                    throw new NotWrittenException(Message.of("files.foreign", existing, String.valueOf(entry.getFileName())));
                }
            }
        }
    }

    /** True for the names of this output; another number of shards is the same output in other pieces. */
    private boolean writes(String name) {
        return files.stream().anyMatch(file -> Shards.stem(file.name()).equals(Shards.stem(name)));
    }

    private void write(Draft draft, StepCount count) throws IOException {
        for (OutputFile file : files) {
            switch (file) {
                case OutputFile.Text(String name, String text) -> draft.write(name, text.getBytes(StandardCharsets.UTF_8));
                case OutputFile.Tensors tensors -> draft.write(file.name(), channel -> tensors.write(watched(tensors, count), channel));
            }
        }
    }

    private Map<String, TensorData> watched(OutputFile.Tensors file, StepCount count) {
        Map<String, TensorData> watched = LinkedHashMap.newLinkedHashMap(file.tensors().size());
        file.tensors().forEach((name, data) -> watched.put(name, new WatchedData(
                data, () -> count.next(Message.of("files.writing", name)), bytes -> checksums.put(name, checksum(bytes)))));
        return watched;
    }

    private void check(OutputFile file, Path written, StepCount count, Proof<?> proof) throws IOException {
        switch (file) {
            case OutputFile.Text(String _, String text) -> {
                if (!Files.readString(written).equals(text)) {
                    throw otherContent();
                }
            }
            case OutputFile.Tensors tensors -> {
                try (Checkpoint found = tensors.open(written)) {
                    check(tensors, found, count, proof);
                }
            }
        }
    }

    private void check(OutputFile.Tensors file, Checkpoint found, StepCount count, Proof<?> proof) throws IOException {
        boolean described = !(file instanceof OutputFile.Safetensors safetensors) || found.metadata().equals(safetensors.metadata());
        if (found.tensors().size() != file.tensors().size() || !described) {
            throw otherContent();
        }
        for (Map.Entry<String, TensorData> tensor : file.tensors().entrySet()) {
            String name = tensor.getKey();
            count.next(Message.of("files.checking", name));
            TensorData written = found.tensor(name)
                    .filter(stored -> stored.info().dtype() == tensor.getValue().dtype()
                            && stored.info().shape().equals(tensor.getValue().shape()))
                    .orElseThrow(this::otherContent)
                    .data();
            try (Arena arena = Arena.ofConfined()) {
                if (!written.read(arena, VerifiedOutput::checksum).equals(checksums.get(name))) {
                    throw new NotWrittenException(Message.of("files.otherBytes", target, name));
                }
            }
            proof.tensor(name, written);
        }
    }

    private NotWrittenException otherContent() {
        return new NotWrittenException(Message.of("files.otherContent", target));
    }

    private static Long checksum(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            sum.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return sum.getValue();
    }
}
