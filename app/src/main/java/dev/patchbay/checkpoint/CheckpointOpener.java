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
                return reader.open(path, this);
            }
        }
        throw new CheckpointException(Message.of(Files.isDirectory(path) ? "checkpoint.folderWithoutWeights" : "checkpoint.unknownFormat", path));
    }
}
