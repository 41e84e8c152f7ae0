package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The bytes of one storage, mapped in place. */
public interface StorageBytes {

    MappedFile file();

    /** Which part of the file it is, for people. */
    String name();

    long size();

    /**
     * Part of the bytes: a slice of the mapping, or in {@code arena} what had to be unpacked. What the file itself says of the storage is
     * checked only now, when somebody looks.
     *
     * @throws CheckpointException if the part lies outside, or the file contradicts what its index says of the storage
     */
    MemorySegment content(Arena arena, long offset, long length) throws CheckpointException;
}
