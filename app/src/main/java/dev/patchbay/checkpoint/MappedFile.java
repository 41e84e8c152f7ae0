package dev.patchbay.checkpoint;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A whole file of any size, mapped read-only into memory.
 *
 * <p>Other programs may write to the file meanwhile, which Linux and macOS do not prevent: see decision 0007. {@link #slice} and
 * {@link #check} therefore fail if the file is no longer the one that was mapped.
 */
public final class MappedFile implements Closeable {

    private final Path path;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final BasicFileAttributes mapped;

    /**
     * The sentence of {@link #range} around its two numbers, formatted once: message patterns are slow, and there may be 100,000 tensors.
     */
    private final String[] location;

    /** Maps the file; pages are read on first access. */
    public MappedFile(Path path) throws IOException {
        this.path = path;
        String mark = "\uE000";
        this.location = Message.of("checkpoint.location", String.valueOf(path.getFileName()), mark, mark).text().split(mark, 3);
        this.mapped = Files.readAttributes(path, BasicFileAttributes.class);
        try (FileChannel channel = RegularFiles.channel(path)) {
            this.segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    public Path path() {
        return path;
    }

    public long size() {
        return segment.byteSize();
    }

    public MemorySegment segment() {
        return segment;
    }

    /**
     * {@code length} bytes from {@code offset}.
     *
     * @throws CheckpointException if the file was closed, has changed or is too short
     */
    public MemorySegment slice(long offset, long length) throws CheckpointException {
        check();
        if (offset < 0 || length < 0 || offset > segment.byteSize() - length) {
            throw new CheckpointException(Message.of("checkpoint.outOfFile", path, offset, length, segment.byteSize()));
        }
        return segment.asSlice(offset, length);
    }

    /**
     * Compares size and modification time of the file with those when it was mapped (a few microseconds). Replacing the file by renaming
     * another one is no change: the mapping keeps the old content.
     *
     * @throws CheckpointException if the file was closed here, or changed, shrank or vanished
     */
    public void check() throws CheckpointException {
        if (!arena.scope().isAlive()) {
            throw new CheckpointException(Message.of("checkpoint.closed", path));
        }
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new CheckpointException(Message.of("checkpoint.vanished", path), e);
        }
        if (!Objects.equals(now.fileKey(), mapped.fileKey())) {
            return;
        }
        if (now.size() != segment.byteSize()) {
            throw new CheckpointException(Message.of("checkpoint.resized", path, segment.byteSize(), now.size()));
        }
        if (!now.lastModifiedTime().equals(mapped.lastModifiedTime())) {
            throw new CheckpointException(Message.of("checkpoint.rewritten", path));
        }
    }

    /** For messages: file name and the bytes from {@code begin} up to {@code end}. */
    public String range(long begin, long end) {
        return location[0] + begin + location[1] + end + location[2];
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
