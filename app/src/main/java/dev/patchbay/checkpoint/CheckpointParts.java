package dev.patchbay.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several checkpoints that make one: shards of an index, components of a pipeline. Closing it closes them all. */
public final class CheckpointParts implements MappedSource {

    private final List<Checkpoint> parts = new ArrayList<>();

    /**
     * Adds a part, which is closed with the others.
     *
     * @return the part
     */
    public Checkpoint add(Checkpoint part) {
        parts.add(part);
        return part;
    }

    @Override
    public void rest() {
        parts.forEach(Checkpoint::rest);
    }

    @Override
    public void wake() {
        parts.forEach(Checkpoint::wake);
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
