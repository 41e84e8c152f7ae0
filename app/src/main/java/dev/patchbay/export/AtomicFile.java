package dev.patchbay.export;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is there whole or not at all: written under another name in the same folder, checked, and only then given its own name. If
 * the
 * program is killed in between, a file {@code .<name>.<random>.part} may stay; under the target's own name lies what was there before.
 */
public final class AtomicFile {

    private static final int LONGEST_NAME_PART = 100;

    private final Path target;
    private final boolean overwrite;

    /** @param overwrite whether an existing file may be replaced */
    public AtomicFile(Path target, boolean overwrite) {
        this.target = target;
        this.overwrite = overwrite;
    }

    /** Writes the bytes. */
    @FunctionalInterface
    public interface Content {

        void write(WritableByteChannel channel) throws IOException;
    }

    /** Looks at the written file before it gets its name; throws if it is not as it should be. */
    @FunctionalInterface
    public interface Check<T> {

        T check(Path written) throws IOException;
    }

    /**
     * @param bytes about how many will be written
     * @return what the check returned
     * @throws ExportException if the target cannot be written, in one sentence; {@link CheckpointException}s of content and check pass
     * through
     */
    public <T> T write(long bytes, Content content, Check<T> check) throws IOException {
        refuseUnwritable();
        Path file = Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path folder = Optional.ofNullable(file.getParent()).orElse(file);
        refuseTooLarge(folder, bytes);
        Path part = folder.resolve(partName(String.valueOf(file.getFileName())));
        try {
            writeAndSync(part, content);
            T result = check.check(part);
            if (!overwrite) {
                refuseExisting();
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(folder);
            return result;
        } catch (ExportException | CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(Message.of("export.notWritten", target, reason(e)), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void refuseUnwritable() throws ExportException {
        if (Files.isDirectory(target)) {
            throw new ExportException(Message.of("export.targetIsFolder", target));
        }
        if (!overwrite) {
            refuseExisting();
        }
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new ExportException(Message.of("export.noFolder", target));
        }
    }

    private void refuseExisting() throws ExportException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ExportException(Message.of("export.targetExists", target));
        }
    }

    private void refuseTooLarge(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        // Some network file systems report 0 although they take files.
        if (free > 0 && free < bytes) {
            throw new ExportException(Message.of("export.noSpace", target, bytes, free));
        }
    }

    private static String partName(String name) {
        String start = name.substring(0, Math.min(name.length(), LONGEST_NAME_PART));
        return "." + start + "." + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX) + ".part";
    }

    private static void writeAndSync(Path part, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.write(channel);
            channel.force(true);
        }
    }

    /** Makes the new name survive a power cut where the system can; Windows has no such call. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is whole and has its name; only the moment it reaches the disk is the system's.
        }
    }

    private static Object reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return Message.of("export.reason.denied");
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
}
