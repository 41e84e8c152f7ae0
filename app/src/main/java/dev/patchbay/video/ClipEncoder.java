package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Writes one format. Atomic replacement of the target is left to {@link ClipWriter}. */
interface ClipEncoder {

    /**
     * @param file to be created; does not exist yet, except the empty folder of a format that writes a folder
     * @param written called after each frame with the number of frames done
     * @throws java.util.concurrent.CancellationException if cancelled; the caller removes what was written
     */
    void encode(Clip clip, Path file, IntConsumer written, Cancellation cancellation) throws IOException;
}
