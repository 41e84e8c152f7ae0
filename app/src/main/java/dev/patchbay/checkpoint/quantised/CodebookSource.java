package dev.patchbay.checkpoint.quantised;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;

/** Reads the companions of a weight. */
@FunctionalInterface
interface CodebookSource {

    /** @throws CheckpointException if a companion is broken, which is said in one sentence */
    Codebook open() throws IOException;

    /** For a weight whose values cannot be had. */
    static CodebookSource refused(Message reason) {
        return () -> {
            throw new CheckpointException(reason);
        };
    }
}
