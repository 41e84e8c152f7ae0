package dev.patchbay.files;

import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The temporary place of a target: {@code .<name>.<random>.part} in the same folder. While it is open, other writers of the target are
 * locked out. Leftovers of killed writers are removed; a folder that one of them had moved to {@code .<name>.<random>.old} and not yet
 * replaced is moved back.
 */
final class TargetPlace implements Closeable {

    /** Bytes of the target's name in its hidden names; file systems take 255 in all. */
    private static final int LONGEST_NAME_PART = 100;
    private static final String PART = ".part";
    private static final String OLD = ".old";

    private final Path target;
    private final Path part;
    private final Path old;
    private final TargetLock lock;

    private TargetPlace(Path target, Path part, Path old, TargetLock lock) {
        this.target = target;
        this.part = part;
        this.old = old;
        this.lock = lock;
    }

    /**
     * @param asked path that the person named; a link is followed
     * @param bytes approximate size of the output
     * @param alone false if several writers may write at once, because all write the same content
     * @throws NotWrittenException if the folder does not exist, the disk has too little space, or another writer holds the target
     */
    static TargetPlace enter(Path asked, long bytes, boolean alone) throws IOException {
        Path file = Files.isSymbolicLink(asked) && Files.exists(asked) ? asked.toRealPath() : asked.toAbsolutePath();
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NotWrittenException(Message.of("files.noFolder", asked));
        }
        refuseTooLarge(asked, parent, bytes);
        Path folder = parent.toRealPath();
        String name = String.valueOf(file.getFileName());
        Path target = folder.resolve(name);
        String hidden = "." + shortened(name) + ".";
        TargetLock lock = alone ? TargetLock.take(target, folder.resolve(hidden + "lock")) : TargetLock.none(target);
        String random = hidden + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        TargetPlace place = new TargetPlace(target, folder.resolve(random + PART), folder.resolve(random + OLD), lock);
        if (lock.isExclusive()) {
            place.clear(hidden);
        }
        return place;
    }

    /** The name where it is short; file systems count its bytes, not its characters. */
    private static String shortened(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME_PART) {
            return name;
        }
        int end = 0;
        int bytes = 0;
        while (true) {
            int point = name.codePointAt(end);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_NAME_PART) {
                return name.substring(0, end) + "~" + Integer.toHexString(name.hashCode());
            }
            end += Character.charCount(point);
        }
    }

    private static void refuseTooLarge(Path asked, Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        // Some network file systems report 0 although they take files.
        if (free > 0 && free < bytes) {
            throw new NotWrittenException(Message.of("files.noSpace", asked, bytes, free));
        }
    }

    /** Removes leftovers of other writers of this target, which are dead, since we hold the lock. Files that cannot be deleted stay. */
    private void clear(String hidden) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(hidden) + "[0-9a-z]{1,13}(\\.part|\\.old)");
        List<Path> stale;
        try (Stream<Path> all = Files.list(folder())) {
            stale = all.filter(file -> name.matcher(String.valueOf(file.getFileName())).matches()).toList();
        }
        for (Path one : stale) {
            try {
                if (one.toString().endsWith(OLD) && !Files.exists(target)) {
                    Files.move(one, target);
                } else {
                    FolderTree.delete(one);
                }
            } catch (FileSystemException stillOpen) {
                // Windows does not delete open files; the next write tries again.
            }
        }
    }

    Path folder() {
        return Optional.ofNullable(target.getParent()).orElse(target);
    }

    /** The rights of the file that will be replaced. */
    FileRights rights() throws IOException {
        return FileRights.of(target);
    }

    /** The temporary path; nothing exists there at first. */
    Path part() {
        return part;
    }

    /**
     * Renames the part to the target: in one atomic step, except that a non-empty folder is first moved aside, and moved back if the rename
     * fails.
     */
    void giveName(FileSteps steps) throws IOException {
        if (Files.isDirectory(target) && !WholeOutput.isEmpty(target)) {
            steps.rename(target, old);
            try {
                steps.rename(part, target);
            } catch (IOException e) {
                steps.rename(old, target);
                throw e;
            }
            return;
        }
        try {
            steps.rename(part, target);
        } catch (FileAlreadyExistsException e) {
            // An empty folder, which goes first where the system does not replace it in one step.
            Files.delete(target);
            steps.rename(part, target);
        }
    }

    /** Removes what is left of the part and of the replaced folder, and releases the lock. */
    @Override
    public void close() throws IOException {
        try (lock) {
            FolderTree.delete(part);
            if (Files.exists(target)) {
                FolderTree.delete(old);
            }
        }
    }

    /** The problem as one sentence that names the target. */
    static NotWrittenException explained(Path asked, IOException problem) {
        String key = Files.exists(asked) ? "files.notReplaced" : "files.notWritten";
        return new NotWrittenException(Message.of(key, asked, Reason.of(problem)), problem);
    }
}
