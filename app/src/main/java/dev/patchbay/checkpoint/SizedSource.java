package dev.patchbay.checkpoint;

import java.io.Closeable;

/**
 * Files of a checkpoint that are not on this machine, and need not be closed.
 *
 * @param bytes of all of them
 */
public record SizedSource(long bytes) implements Closeable {

    @Override
    public void close() {
        // No connection stays open between two reads.
    }
}
