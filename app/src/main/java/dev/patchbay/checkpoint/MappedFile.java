package dev.patchbay.checkpoint;

import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A whole file mapped read-only into memory, however large. */
public final class MappedFile implements Closeable {

    private final Path path;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    /** The sentence of {@link #range} around its two numbers: patterns are slow, and there may be 100,000 tensors. */
    private final String[] location;

    /** Maps the file; reading happens page by page when somebody looks. */
    public MappedFile(Path path) throws IOException {
        this.path = path;
        String mark = "\0";
        this.location = Message.of("checkpoint.location", String.valueOf(path.getFileName()), mark, mark).text().split(mark, 3);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
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
     * The bytes from {@code offset}.
     *
     * @throws CheckpointException if the file was closed or holds fewer bytes
     */
    public MemorySegment slice(long offset, long length) throws CheckpointException {
        if (!arena.scope().isAlive()) {
            throw new CheckpointException(Message.of("checkpoint.closed", path));
        }
        if (offset < 0 || length < 0 || offset > segment.byteSize() - length) {
            throw new CheckpointException(Message.of("checkpoint.outOfFile", path, offset, length, segment.byteSize()));
        }
        return segment.asSlice(offset, length);
    }

    /** For people: file name and the bytes from {@code begin} up to {@code end}. */
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
