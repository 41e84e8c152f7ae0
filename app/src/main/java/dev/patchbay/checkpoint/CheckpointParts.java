package dev.patchbay.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints that together make one: shards of an index, components of a pipeline. Closing closes them all. */
public final class CheckpointParts implements Closeable {

    private final List<Checkpoint> parts = new ArrayList<>();

    /** Takes over the part, to be closed with the others, and gives it back. */
    public Checkpoint add(Checkpoint part) {
        parts.add(part);
        return part;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Checkpoint part : parts) {
            try {
                part.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
