package dev.patchbay.generation;

import dev.patchbay.task.Cancellation;
import java.io.Closeable;
import java.io.IOException;

/** A loaded text-to-video model. One run at a time; nothing of the engine behind it shows. */
public interface VideoPipeline extends Closeable {

    /** What the model was made for and what it runs on. */
    PipelineInfo info();

    /**
     * Makes a clip. Blocks until it is done; call it on a background thread.
     *
     * @param listener told about stages and steps, on the calling thread
     * @param cancellation looked at between blocks of the network
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws IOException if weights cannot be read, an adapter does not fit (the message names the module), or the device gives up
     */
    Clip generate(GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException;
}
