package dev.patchbay.files.kept;

import dev.patchbay.files.WholeOutput;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.files.reading.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists of float32 arrays by key in a folder, the least recently used given up first. Keeping is a convenience: what cannot be written or
 * read is not there, and no error says so. Several programs may use the folder at a time.
 */
public final class KeptNumbers {

    private static final String SUFFIX = ".numbers";

    private final Path folder;
    private final long limit;

    /**
     * @param folder made when something is kept
     * @param limit bytes of all files together
     */
    public KeptNumbers(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    public Path folder() {
        return folder;
    }

    /** Bytes that all files together may take. */
    public long limit() {
        return limit;
    }

    /** Bytes that all files together take now. */
    public long bytes() {
        try {
            return kept().stream().mapToLong(KeptNumbers::size).sum();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** Deletes everything. */
    public void clear() throws IOException {
        for (Path file : kept()) {
            Files.deleteIfExists(file);
        }
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
    }

    /** What was kept under this key, if it is there and whole. */
    public Optional<List<float[]>> get(String key) {
        Path file = file(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Optional<List<float[]>> numbers = NumberRecord.read(RegularFiles.bytes(file), key);
            if (numbers.isEmpty()) {
                Files.deleteIfExists(file);
                return numbers;
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return numbers;
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Keeps numbers under a key, unless they alone exceed the limit; returns whether they are kept. */
    public boolean put(String key, List<float[]> numbers) {
        if (NumberRecord.bytes(key, numbers) > Math.min(limit, Integer.MAX_VALUE)) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            byte[] content = NumberRecord.write(key, numbers);
            makeRoom(content.length);
            WholeOutput.shared(file(key)).write(content.length, draft -> draft.write("", content), written -> written);
            return true;
        } catch (IOException unwritable) {
            return false;
        }
    }

    private void makeRoom(long bytes) throws IOException {
        List<Path> oldestFirst = new ArrayList<>(kept());
        oldestFirst.sort(Comparator.comparing(KeptNumbers::used));
        long sum = bytes;
        for (Path file : oldestFirst) {
            sum += size(file);
        }
        for (Path file : oldestFirst) {
            if (sum > limit) {
                sum -= size(file);
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime used(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    private Path file(String key) {
        Sha256 sum = new Sha256();
        sum.digest().update(key.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(sum.hexadecimal() + SUFFIX);
    }
}
