package dev.patchbay.generation;

import dev.patchbay.task.Cancellation;
import java.io.Closeable;
import java.io.IOException;

/** A loaded text-to-video model. One run at a time; independent of the engine behind it. */
public interface VideoPipeline extends Closeable {

    /** Description of the model and its device. */
    PipelineInfo info();

    /**
     * Generates a clip. Blocks until it is done; call it on a background thread.
     *
     * @param listener receives stages and steps, on the calling thread
     * @param cancellation checked between blocks of the network
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws IOException if weights cannot be read, an adapter does not fit (the message names the module), or the device fails
     */
    Clip generate(GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException;
}
