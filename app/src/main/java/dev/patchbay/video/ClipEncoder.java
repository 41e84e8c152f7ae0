package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Writes one format. Leaves whole-or-nothing to {@link ClipWriter}. */
interface ClipEncoder {

    /**
     * @param file to be made: nothing is there yet, but for the empty folder of a format that is a folder
     * @param written told after each frame how many are done
     * @throws java.util.concurrent.CancellationException if cancelled; what was begun stays for the caller to remove
     */
    void encode(Clip clip, Path file, IntConsumer written, Cancellation cancellation) throws IOException;
}
