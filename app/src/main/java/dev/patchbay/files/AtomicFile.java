package dev.patchbay.files;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that is there whole or not at all: written under another name in the same folder, flushed to the disk, checked, and only then given
 * its own name. If the program is killed in between, hidden files {@code .<name>.….part} and {@code .<name>.lock} may stay until the next export
 * to the same name; under the target's own name lies what was there before, or the whole new file. Two exports to one target at a time refuse
 * each other.
 */
public final class AtomicFile {

    private final Path target;
    private final boolean overwrite;
    private final FileSteps steps;

    /** @param overwrite whether an existing file may be replaced */
    public AtomicFile(Path target, boolean overwrite) {
        this(target, overwrite, FileSteps.SYSTEM);
    }

    public AtomicFile(Path target, boolean overwrite, FileSteps steps) {
        this.target = target;
        this.overwrite = overwrite;
        this.steps = steps;
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
        try (TargetPlace place = TargetPlace.enter(target, bytes)) {
            steps.write(place.part(), content);
            T result = check.check(place.part());
            refuseUnwritable();
            steps.rename(place.part(), place.target());
            steps.syncFolder(place.folder());
            return result;
        } catch (ExportException | CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw TargetPlace.explained(target, e);
        }
    }

    private void refuseUnwritable() throws ExportException {
        if (Files.isDirectory(target)) {
            throw new ExportException(Message.of("export.targetIsFolder", target));
        }
        if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ExportException(Message.of("export.targetExists", target));
        }
    }
}
