package dev.patchbay.generation;

import dev.patchbay.task.Cancellation;
import java.io.Closeable;
import java.io.IOException;

/** A loaded text-to-video model. One run at a time; independent of the engine behind it. */
public interface VideoPipeline extends Closeable {

    /** Description of the model and its device. */
    PipelineInfo info();

    /**
     * What a run will take, and how it will use the device with the memory that is free now.
     *
     * @throws IOException if the request is impossible, or weights cannot be read
     */
    GenerationPlan plan(GenerationRequest request) throws IOException;

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
