package dev.patchbay.checkpoint;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Opens any checkpoint: the first reader that matches opens it.
 *
 * @param readers in the order in which they are asked
 * @param limits sizes beyond which a file is refused
 * @param meaning what is made of a whole checkpoint after it was opened, such as showing the weights that its codes mean
 */
public record CheckpointOpener(List<CheckpointReader> readers, ReadLimits limits, UnaryOperator<Checkpoint> meaning) {

    public CheckpointOpener {
        readers = List.copyOf(readers);
    }

    /** Shows every tensor as it is stored. */
    public CheckpointOpener(List<CheckpointReader> readers, ReadLimits limits) {
        this(readers, limits, UnaryOperator.identity());
    }

    /**
     * Opens the checkpoint at {@code path}, a file, a folder, or an address.
     *
     * @throws CheckpointException if nothing is there, it cannot be read, no reader knows it, or it is broken
     */
    public Checkpoint open(Path path) throws IOException {
        if (readers.stream().anyMatch(reader -> reader.isElsewhere(path))) {
            return meaning.apply(open(path, reader(path)));
        }
        RegularFiles.require(path);
        if (!Files.exists(path)) {
            boolean link = Files.isSymbolicLink(path);
            throw new CheckpointException(Message.of(link ? "checkpoint.brokenLink" : "checkpoint.missing", path));
        }
        try {
            return meaning.apply(open(path, reader(path)));
        } catch (ExplainedException | FileSystemException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // For devices and files in /proc the message of the system names no file.
            throw new CheckpointException(Message.of("checkpoint.notReadable", path, Reason.of(e)), e);
        }
    }

    private CheckpointReader reader(Path path) throws IOException {
        for (CheckpointReader reader : readers) {
            if (reader.matches(path)) {
                return reader;
            }
        }
        throw new CheckpointException(Files.isDirectory(path) ? withoutWeights(path) : ForeignFile.explain(path));
    }

    private static Message withoutWeights(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                RegularFiles.require(entry);
            }
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder, entry -> Files.isSymbolicLink(entry) && !Files.exists(entry))) {
            for (Path link : links) {
                return Message.of("checkpoint.brokenLink", link);
            }
        }
        return Message.of("checkpoint.folderWithoutWeights", folder);
    }

    private Checkpoint open(Path path, CheckpointReader reader) throws IOException {
        try {
            // A part is shown as it is stored: companions may lie in another shard.
            return reader.open(path, new CheckpointOpener(readers, limits));
        } catch (InternalError e) {
            // The JVM throws this for a mapped page that no longer exists.
            throw new CheckpointException(Message.of("checkpoint.shrankWhileOpening", path), e);
        }
    }
}
