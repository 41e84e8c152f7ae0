package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import java.lang.foreign.MemorySegment;

/** The bytes of one storage, mapped in place. */
interface StorageBytes {

    MappedFile file();

    /** Which part of the file it is, for people. */
    String name();

    long size();

    /**
     * Part of the bytes. What the file itself says of the storage is checked only now, when somebody looks.
     *
     * @throws CheckpointException if the part lies outside, or the file contradicts what its index says of the storage
     */
    MemorySegment content(long offset, long length) throws CheckpointException;
}
