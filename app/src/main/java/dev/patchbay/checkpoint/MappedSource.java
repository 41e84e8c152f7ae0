package dev.patchbay.checkpoint;

import java.io.Closeable;

/** Mapped files that can be given back to the system for a while. */
interface MappedSource extends Closeable {

    /** Unmaps the files; nothing can be read until {@link #wake}. */
    void rest();

    /** The next value that is read maps its file again, if it is the same one as before. */
    void wake();
}
