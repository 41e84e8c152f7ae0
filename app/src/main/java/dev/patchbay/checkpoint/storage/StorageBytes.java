package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The bytes of one storage, mapped in place. */
public interface StorageBytes {

    MappedFile file();

    /** Location in the file, for messages. */
    String name();

    long size();

    /**
     * Some of the bytes: a slice of the mapping, or if they are compressed, unpacked in {@code arena}. What the file itself states about
     * the storage is checked only now.
     *
     * @throws CheckpointException if the range is outside the storage, or the file contradicts its index
     */
    MemorySegment content(Arena arena, long offset, long length) throws CheckpointException;
}
