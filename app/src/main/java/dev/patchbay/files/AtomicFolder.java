package dev.patchbay.files;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder that is there with all its files or not at all, as {@link AtomicFile}. One that holds anything is never replaced: no system swaps two
 * folders in one step everywhere, and between two steps neither would be there.
 */
public final class AtomicFolder {

    private final Path target;
    private final FileSteps steps;

    public AtomicFolder(Path target) {
        this(target, FileSteps.SYSTEM);
    }

    public AtomicFolder(Path target, FileSteps steps) {
        this.target = target;
        this.steps = steps;
    }

    /** Takes the files. */
    @FunctionalInterface
    public interface Entries {

        /** Writes one file, perhaps in a folder inside, and flushes it to the disk. */
        void add(String name, AtomicFile.Content content) throws IOException;
    }

    /** Writes the files. */
    @FunctionalInterface
    public interface Content {

        void write(Entries entries) throws IOException;
    }

    /**
     * @param bytes about how many will be written
     * @param check looks at the whole folder before it gets its name
     * @return what the check returned
     * @throws ExportException if the target cannot be written, in one sentence; {@link CheckpointException}s of content and check pass through
     */
    public <T> T write(long bytes, Content content, AtomicFile.Check<T> check) throws IOException {
        refuseFull();
        try (TargetPlace place = TargetPlace.enter(target, bytes)) {
            steps.createFolder(place.part());
            content.write((name, file) -> add(place.part(), name, file));
            steps.syncFolder(place.part());
            T result = check.check(place.part());
            refuseFull();
            giveName(place);
            steps.syncFolder(place.folder());
            return result;
        } catch (ExportException | CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw TargetPlace.explained(target, e);
        }
    }

    private void add(Path part, String name, AtomicFile.Content content) throws IOException {
        Path file = part.resolve(name);
        Path folder = file.getParent();
        if (folder != null && !Files.exists(folder)) {
            steps.createFolder(folder);
        }
        steps.write(file, content);
        if (folder != null && !folder.equals(part)) {
            steps.syncFolder(folder);
        }
    }

    /** An empty folder is replaced in one step on POSIX systems; elsewhere it goes first. */
    private void giveName(TargetPlace place) throws IOException {
        try {
            steps.rename(place.part(), place.target());
        } catch (FileAlreadyExistsException e) {
            Files.delete(place.target());
            steps.rename(place.part(), place.target());
        }
    }

    private void refuseFull() throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> content = Files.list(target)) {
                if (content.findAny().isPresent()) {
                    throw new ExportException(Message.of("export.folderNotEmpty", target));
                }
            }
        } else if (Files.exists(target)) {
            throw new ExportException(Message.of("export.targetIsFile", target));
        }
    }
}
