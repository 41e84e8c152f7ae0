package dev.patchbay.files;

import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place where a target is made before it gets its name: a hidden name {@code .<name>.<random>.part} in the same folder. While it is
 * open no other export can write to the target; what killed ones left there is removed.
 */
public final class TargetPlace implements Closeable {

    private static final int LONGEST_NAME_PART = 100;

    private final Path target;
    private final Path part;
    private final TargetLock lock;

    private TargetPlace(Path target, Path part, TargetLock lock) {
        this.target = target;
        this.part = part;
        this.lock = lock;
    }

    /**
     * @param asked what a person named; where that is a link, what it leads to is written
     * @param bytes about how many will be written
     * @throws ExportException if its folder is not there, the disk is too small, or another export writes to the target
     */
    public static TargetPlace enter(Path asked, long bytes) throws IOException {
        Path file = Files.isSymbolicLink(asked) && Files.exists(asked) ? asked.toRealPath() : asked.toAbsolutePath();
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new ExportException(Message.of("export.noFolder", asked));
        }
        refuseTooLarge(asked, parent, bytes);
        String name = String.valueOf(file.getFileName());
        Path folder = parent.toRealPath();
        String hidden = "." + (name.length() > LONGEST_NAME_PART ? name.substring(0, LONGEST_NAME_PART) + "~" + Integer.toHexString(name.hashCode()) : name) + ".";
        TargetLock lock = TargetLock.take(folder.resolve(name), folder.resolve(hidden + "lock"));
        String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        TargetPlace place = new TargetPlace(folder.resolve(name), folder.resolve(hidden + random + ".part"), lock);
        if (lock.isExclusive()) {
            removeStale(folder, hidden);
        }
        return place;
    }

    private static void refuseTooLarge(Path asked, Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        // Some network file systems report 0 although they take files.
        if (free > 0 && free < bytes) {
            throw new ExportException(Message.of("export.noSpace", asked, bytes, free));
        }
    }

    /** Parts of this target that nobody writes any more, since their writers would hold the lock. Those that will not go stay. */
    private static void removeStale(Path folder, String hidden) throws IOException {
        List<Path> stale;
        try (Stream<Path> all = Files.list(folder)) {
            stale = all.filter(file -> isPart(String.valueOf(file.getFileName()), hidden)).toList();
        }
        for (Path part : stale) {
            try {
                delete(part);
            } catch (FileSystemException stillOpen) {
                // Windows keeps files that somebody looks at; the next export tries again.
            }
        }
    }

    private static boolean isPart(String name, String hidden) {
        return name.startsWith(hidden) && name.substring(hidden.length()).matches("[0-9a-z]{1,13}\\.part");
    }

    /** Where the new file or folder gets its name. */
    public Path target() {
        return target;
    }

    public Path folder() {
        return Optional.ofNullable(target.getParent()).orElse(target);
    }

    /** Where it is made; nothing is there yet. */
    public Path part() {
        return part;
    }

    /** Removes what is left of the part and lets others write. */
    @Override
    public void close() throws IOException {
        try (lock) {
            delete(part);
        }
    }

    private static void delete(Path part) throws IOException {
        if (!Files.isDirectory(part)) {
            Files.deleteIfExists(part);
            return;
        }
        Files.walkFileTree(part, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What went wrong with a target, in one sentence. */
    public static ExportException explained(Path asked, IOException problem) {
        return new ExportException(Message.of("export.notWritten", asked, reason(problem)), problem);
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
