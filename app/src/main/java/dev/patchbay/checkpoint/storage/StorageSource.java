package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;

/** The storages of a torch file. */
public interface StorageSource {

    Path path();

    /** True if elements of several bytes are big-endian. */
    boolean bigEndian();

    /**
     * The bytes of a storage; empty if the file has none with this key.
     *
     * @throws CheckpointException if they cannot be used
     */
    Optional<StorageBytes> find(TorchStorage storage) throws CheckpointException;
}
