package dev.patchbay.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Opens one kind of checkpoint. Readers look at content, not at suffixes, and read the index only. */
public interface CheckpointReader {

    /** True if {@code path} is no file but an address that this reader knows; asked before anything is looked for. */
    default boolean isElsewhere(Path path) {
        return false;
    }

    /** True if this reader can open {@code path}; reads a few bytes or file names at most. */
    boolean matches(Path path) throws IOException;

    /**
     * Opens the checkpoint.
     *
     * @param opener for files inside a folder or beside an index
     * @throws CheckpointException if the content is broken or hostile; the message names file, tensor and reason
     * @throws IOException if the file system fails
     */
    Checkpoint open(Path path, CheckpointOpener opener) throws IOException;
}
