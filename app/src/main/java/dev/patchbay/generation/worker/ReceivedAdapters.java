package dev.patchbay.generation.worker;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.reading.Sha256;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The adapters that a worker was sent, each in a file by its checksum. Adapters are kept until the worker ends, so that another strength
 * sends nothing; files that a killed worker left are removed by the next one.
 */
final class ReceivedAdapters implements Closeable {

    private static final String PREFIX = "adapters-";

    private final CheckpointOpener opener;
    private final Path folder;
    private final Map<String, Checkpoint> open = new LinkedHashMap<>();

    ReceivedAdapters(CheckpointOpener opener, Path parent) throws IOException {
        this.opener = opener;
        Files.createDirectories(parent);
        removeLeftOvers(parent);
        this.folder = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static void removeLeftOvers(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.filter(ReceivedAdapters::isLeftOver).toList()) {
                FolderTree.delete(entry);
            }
        }
    }

    private static boolean isLeftOver(Path entry) {
        String[] words = String.valueOf(entry.getFileName()).split("-", 3);
        return words.length == 3
                && (words[0] + "-").equals(PREFIX)
                && words[1].matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(words[1])).isEmpty();
    }

    boolean has(String sha256) {
        return Files.exists(file(sha256));
    }

    /**
     * Stores what was sent.
     *
     * @throws WorkerException if the bytes are not those that the checksum was made of; all of them were read then
     */
    void store(String sha256, long size, WireBytes bytes) throws IOException {
        Path draft = folder.resolve("draft");
        long came = bytes.left();
        Sha256 sum = new Sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), sum.digest())) {
            bytes.transferTo(out);
        }
        if (came != size || !sum.hexadecimal().equals(sha256)) {
            Files.delete(draft);
            throw new WorkerException(Message.of("worker.adapterDamaged", size, came));
        }
        Files.move(draft, file(sha256));
    }

    /** @throws IOException if it was not sent before, or is no adapter */
    AppliedAdapter open(WireMessage.SentAdapter adapter) throws IOException {
        if (!has(adapter.sha256())) {
            throw new WorkerException(Message.of("worker.adapterMissing", adapter.name()));
        }
        Checkpoint checkpoint = open.get(adapter.sha256());
        if (checkpoint == null) {
            checkpoint = opener.open(file(adapter.sha256()));
            open.put(adapter.sha256(), checkpoint);
        }
        return TransferCodec.read(checkpoint, adapter);
    }

    private Path file(String sha256) {
        return folder.resolve((sha256.matches("[0-9a-f]{64}") ? sha256 : "none") + ".safetensors");
    }

    @Override
    public void close() throws IOException {
        for (Checkpoint checkpoint : List.copyOf(open.values())) {
            checkpoint.close();
        }
        open.clear();
        FolderTree.delete(folder);
    }
}
