package dev.patchbay.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file or folder that is being written, under its temporary name. */
public final class Draft {

    private final Path path;
    private final FileRights rights;
    private final FileSteps steps;

    /** @param rights of a file that is replaced; the new one has them before anything is written into it */
    Draft(Path path, FileRights rights, FileSteps steps) {
        this.path = path;
        this.rights = rights;
        this.steps = steps;
    }

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Bytes {

        void write(WritableByteChannel channel) throws IOException;
    }

    /** Writes a file, or the files of a folder, with a library that only accepts paths. */
    @FunctionalInterface
    public interface Maker {

        void make(Path path) throws IOException;
    }

    /**
     * Writes one file and flushes it to the disk.
     *
     * @param name path inside the folder; empty for a single file
     */
    public void write(String name, Bytes bytes) throws IOException {
        Path file = path.resolve(name);
        Path parent = name.isEmpty() ? path : Optional.ofNullable(file.getParent()).orElse(path);
        if (!Files.exists(parent) && !parent.equals(path)) {
            steps.createFolder(parent);
        }
        try (FileChannel channel = steps.create(file)) {
            rights.give(file);
            bytes.write(new StepChannel(channel));
            steps.sync(channel);
        }
        if (!parent.equals(path)) {
            steps.syncFolder(parent);
        }
    }

    /** Writes one small file. */
    public void write(String name, byte[] content) throws IOException {
        write(name, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /** Runs the maker and flushes what it wrote to the disk. */
    public void make(Maker maker) throws IOException {
        maker.make(path);
        List<Path> files;
        try (Stream<Path> all = Files.walk(path)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            rights.give(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                steps.sync(channel);
            }
        }
    }

    /** Passes every write through {@link FileSteps}, where a test can let the disk fail. */
    private final class StepChannel implements WritableByteChannel {

        private final FileChannel channel;

        StepChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return steps.write(channel, bytes);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
