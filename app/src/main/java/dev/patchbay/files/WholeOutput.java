package dev.patchbay.files;

import dev.patchbay.files.reading.FileKind;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An atomic write of a file or folder: written under a temporary name beside the target, flushed to the disk, checked, and only then
 * renamed. If the program is killed in between, hidden files {@code .<name>.….part} and {@code .<name>.lock} may stay until the next write
 * to the same name; the target itself holds either the old content or the complete new output. Of two writers of one target at a time the
 * second is refused.
 */
public final class WholeOutput {

    private final Path target;
    private final boolean folder;
    private final boolean alone;
    private final Refusal refusal;
    private final FileSteps steps;

    private WholeOutput(Path target, boolean folder, boolean alone, Refusal refusal, FileSteps steps) {
        this.target = target;
        this.folder = folder;
        this.alone = alone;
        this.refusal = refusal;
        this.steps = steps;
    }

    /** Throws if the existing target may not be replaced. */
    @FunctionalInterface
    public interface Refusal {

        void refuse(Path target) throws IOException;
    }

    /** Writes the file, or the files of the folder. */
    @FunctionalInterface
    public interface Content {

        void write(Draft draft) throws IOException;
    }

    /** Checks the written file or folder before the rename; throws if it is wrong. */
    @FunctionalInterface
    public interface Verification<T> {

        T check(Path written) throws IOException;
    }

    /** @param overwrite whether an existing file may be replaced */
    public static WholeOutput file(Path target, boolean overwrite) {
        return file(target, overwrite, FileSteps.SYSTEM);
    }

    public static WholeOutput file(Path target, boolean overwrite, FileSteps steps) {
        return new WholeOutput(target, false, true, existing -> refuseFile(existing, overwrite), steps);
    }

    /** A file whose writers all write the same content, so that they need not exclude each other; an existing file is replaced. */
    public static WholeOutput shared(Path target) {
        return new WholeOutput(target, false, false, existing -> refuseFile(existing, true), FileSteps.SYSTEM);
    }

    /** A folder that may replace an empty folder only. */
    public static WholeOutput folder(Path target, FileSteps steps) {
        return folder(target, WholeOutput::refuseFull, steps);
    }

    /**
     * A folder that may replace a non-empty one. The old folder has another name for a moment, because exchanging two folders atomically is
     * not portable. If the program is killed in that moment, the next write to this target brings the old folder back first.
     *
     * @param refusal throws for folders that may not be replaced; a file never is
     */
    public static WholeOutput folder(Path target, Refusal refusal, FileSteps steps) {
        return new WholeOutput(target, true, true, existing -> {
            refuseSpecial(existing);
            if (Files.exists(existing) && !Files.isDirectory(existing)) {
                throw new NotWrittenException(Message.of("files.isFile", existing));
            }
            refusal.refuse(existing);
        }, steps);
    }

    /**
     * Writes under a temporary name, checks, and renames.
     *
     * @param bytes approximate size of the output
     * @return what the check returned
     * @throws NotWrittenException if the target cannot be written; exceptions of content and check that explain themselves are passed on
     */
    public <T> T write(long bytes, Content content, Verification<T> check) throws IOException {
        refuse();
        try (TargetPlace place = TargetPlace.enter(target, bytes, alone)) {
            if (folder) {
                steps.createFolder(place.part());
            }
            content.write(new Draft(place.part(), place.rights(), steps));
            if (folder) {
                steps.syncFolder(place.part());
            }
            T result = check.check(place.part());
            refuse();
            place.giveName(steps);
            steps.syncFolder(place.folder());
            return result;
        } catch (ExplainedException e) {
            throw e;
        } catch (IOException e) {
            throw TargetPlace.explained(target, e);
        }
    }

    /** @throws IOException if the target exists and may not be replaced; nothing is changed */
    public void refuse() throws IOException {
        refusal.refuse(target);
    }

    private static void refuseFile(Path target, boolean overwrite) throws IOException {
        refuseSpecial(target);
        if (Files.isDirectory(target)) {
            throw new NotWrittenException(Message.of("files.isFolder", target));
        }
        if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotWrittenException(Message.of("files.exists", target));
        }
    }

    /** Pipes, devices and sockets stay, and a link to nothing or to itself: nobody knows what its target should be. */
    private static void refuseSpecial(Path target) throws IOException {
        Optional<Message> words = FileKind.of(target).words();
        if (words.isPresent()) {
            throw new NotWrittenException(Message.of("files.special", target, words.get()));
        }
        if (Files.isSymbolicLink(target) && !Files.exists(target)) {
            throw new NotWrittenException(Message.of("files.brokenLink", target));
        }
    }

    static void refuseFull(Path target) throws IOException {
        if (Files.isDirectory(target) && !isEmpty(target)) {
            throw new NotWrittenException(Message.of("files.folderNotEmpty", target));
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }
}
