package dev.patchbay.checkpoint;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens any checkpoint: asks each reader in turn, the first that matches opens it.
 *
 * @param readers in the order they are asked
 * @param limits what a file may ask for before it is refused
 */
public record CheckpointOpener(List<CheckpointReader> readers, ReadLimits limits) {

    public CheckpointOpener {
        readers = List.copyOf(readers);
    }

    /**
     * Opens the checkpoint at {@code path}, a file or a folder.
     *
     * @throws CheckpointException if nothing is there, no reader knows it, or it is broken
     */
    public Checkpoint open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new CheckpointException(Message.of("checkpoint.missing", path));
        }
        for (CheckpointReader reader : readers) {
            if (reader.matches(path)) {
                return open(path, reader);
            }
        }
        throw new CheckpointException(Message.of(Files.isDirectory(path) ? "checkpoint.folderWithoutWeights" : "checkpoint.unknownFormat", path));
    }

    private Checkpoint open(Path path, CheckpointReader reader) throws IOException {
        try {
            return reader.open(path, this);
        } catch (InternalError e) {
            // The JVM's word for a mapped page that is no longer there.
            throw new CheckpointException(Message.of("checkpoint.shrankWhileOpening", path), e);
        }
    }
}
