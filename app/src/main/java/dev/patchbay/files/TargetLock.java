package dev.patchbay.files;

import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Excludes other writers of a target: those of this process by a set, those of other processes by a lock on a hidden file beside the
 * target. The system releases that lock when the process ends.
 */
final class TargetLock implements Closeable {

    /** Closing any channel of a file gives up all of a process's POSIX locks on it, so a second one here must not even open it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Beyond the content, so that the content can still be written on Windows, where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MOST_BYTES = 1 << 16;

    private static final int ATTEMPTS = 20;

    private final Path target;
    private final Path file;
    private final @Nullable FileChannel channel;

    private TargetLock(Path target, Path file, @Nullable FileChannel channel) {
        this.target = target;
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param target in its real folder
     * @param file the hidden file for the lock
     * @throws NotWrittenException if another write holds it
     */
    static TargetLock take(Path target, Path file) throws IOException {
        if (!HELD.add(target)) {
            throw busy(target);
        }
        boolean taken = false;
        try {
            TargetLock lock = new TargetLock(target, file, lock(target, file).orElse(null));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                HELD.remove(target);
            }
        }
    }

    /** A lock that excludes nobody. */
    static TargetLock none(Path target) {
        return new TargetLock(target, target, null);
    }

    /** Empty where the file system has no locks. */
    private static Optional<FileChannel> lock(Path target, Path file) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<FileChannel> channel = open(file);
            if (channel.isPresent()) {
                FileLock lock;
                try {
                    lock = channel.get().tryLock(LOCKED_BYTE, 1, false);
                } catch (IOException noLocksHere) {
                    channel.get().close();
                    return Optional.empty();
                }
                if (lock != null && isStillThere(file, channel.get())) {
                    return channel;
                }
                channel.get().close();
                if (lock == null) {
                    throw busy(target);
                }
            }
        }
        throw busy(target);
    }

    /** Empty while Windows is removing the file of a write that just ended. */
    private static Optional<FileChannel> open(Path file) throws IOException {
        try {
            return Optional.of(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (AccessDeniedException e) {
            if (Files.exists(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * False if the previous writer deleted the file between our opening and locking it, so that the lock is on a deleted file. A channel
     * does not tell its file, and opening the file by name would give up the lock, so the file gets a random length that is then compared.
     */
    private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
        int length = ThreadLocalRandom.current().nextInt(1, MOST_BYTES);
        channel.truncate(0).write(ByteBuffer.allocate(length));
        try {
            return Files.size(file) == length;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static NotWrittenException busy(Path target) {
        return new NotWrittenException(Message.of("files.busy", target));
    }

    /** True if no other process can be writing to the target. */
    boolean isExclusive() {
        return channel != null;
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                Files.deleteIfExists(file);
                channel.close();
            }
        } finally {
            if (!file.equals(target)) {
                HELD.remove(target);
            }
        }
    }
}
