package dev.patchbay.checkpoint;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole file of any size, mapped read-only into memory.
 *
 * <p>Other programs may write to the file meanwhile, which Linux and macOS do not prevent: see decision 0007. {@link #slice} and
 * {@link #check} therefore fail if the file is no longer the one that was mapped. While it {@linkplain #rest rests}, it is not mapped.
 */
public final class MappedFile implements MappedSource {

    private final Path path;
    private final BasicFileAttributes mapped;
    private final long size;
    private volatile @Nullable Mapping mapping;
    private boolean awake = true;

    /**
     * The sentence of {@link #range} around its two numbers, formatted once: message patterns are slow, and there may be 100,000 tensors.
     */
    private final String[] location;

    private record Mapping(Arena arena, MemorySegment segment) {

        static Mapping of(Path path) throws IOException {
            Arena arena = Arena.ofShared();
            try (FileChannel channel = RegularFiles.channel(path)) {
                return new Mapping(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
            } catch (IOException | RuntimeException | Error e) {
                arena.close();
                throw e;
            }
        }
    }

    /** Maps the file; pages are read on first access. */
    public MappedFile(Path path) throws IOException {
        this.path = path;
        String mark = "\uE000";
        this.location = Message.of("checkpoint.location", String.valueOf(path.getFileName()), mark, mark).text().split(mark, 3);
        this.mapped = Files.readAttributes(path, BasicFileAttributes.class);
        Mapping first = Mapping.of(path);
        this.mapping = first;
        this.size = first.segment().byteSize();
    }

    public Path path() {
        return path;
    }

    public long size() {
        return size;
    }

    /**
     * All bytes, for readers; the segment cannot be used after {@link #rest} or {@link #close}.
     *
     * @throws CheckpointException if the file was closed, or is another one than before
     */
    public MemorySegment segment() throws CheckpointException {
        Mapping present = mapping;
        return (present == null ? mapAgain() : present).segment();
    }

    private synchronized Mapping mapAgain() throws CheckpointException {
        Mapping present = mapping;
        if (present != null) {
            return present;
        }
        if (!awake) {
            throw new CheckpointException(Message.of("checkpoint.closed", path));
        }
        checkUnchanged(true);
        try {
            Mapping again = Mapping.of(path);
            mapping = again;
            return again;
        } catch (IOException e) {
            throw new CheckpointException(Message.of("checkpoint.vanished", path), e);
        }
    }

    /**
     * {@code length} bytes from {@code offset}.
     *
     * @throws CheckpointException if the file was closed, has changed or is too short
     */
    public MemorySegment slice(long offset, long length) throws CheckpointException {
        check();
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new CheckpointException(Message.of("checkpoint.outOfFile", path, offset, length, size));
        }
        return segment().asSlice(offset, length);
    }

    /**
     * Compares size and modification time of the file with those when it was mapped (a few microseconds). Replacing the file by renaming
     * another one is no change: the mapping keeps the old content.
     *
     * @throws CheckpointException if the file was closed here, or changed, shrank or vanished
     */
    public void check() throws CheckpointException {
        segment();
        checkUnchanged(false);
    }

    private void checkUnchanged(boolean anew) throws CheckpointException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new CheckpointException(Message.of("checkpoint.vanished", path), e);
        }
        if (!Objects.equals(now.fileKey(), mapped.fileKey())) {
            if (anew) {
                throw new CheckpointException(Message.of("checkpoint.replaced", path));
            }
            return;
        }
        if (now.size() != size) {
            throw new CheckpointException(Message.of("checkpoint.resized", path, size, now.size()));
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
    public synchronized void rest() {
        awake = false;
        Mapping present = mapping;
        mapping = null;
        if (present != null) {
            present.arena().close();
        }
    }

    @Override
    public synchronized void wake() {
        awake = true;
    }

    @Override
    public void close() {
        rest();
    }
}
