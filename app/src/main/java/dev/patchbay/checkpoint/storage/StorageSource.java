package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a torch file keeps its storages. */
public interface StorageSource {

    Path path();

    /** True if elements of two bytes and more have their highest byte first. */
    boolean bigEndian();

    /** The bytes of a storage; empty if the file has none of this key, a {@link CheckpointException} if they cannot be used. */
    Optional<StorageBytes> find(TorchStorage storage) throws CheckpointException;
}
