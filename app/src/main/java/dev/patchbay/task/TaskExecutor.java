package dev.patchbay.task;

import java.util.function.Consumer;

/** Runs background tasks. The window's executor delivers on the FX thread; that of tests runs at once on the calling thread. */
public interface TaskExecutor {

    /**
     * Starts the work and returns at once.
     *
     * @param progress called on the delivering thread
     * @param onDone called with the result on the delivering thread
     * @param onFailed called with the exception on the delivering thread; a {@link java.util.concurrent.CancellationException} after a
     *     cancel
     */
    <T> RunningTask submit(BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed);
}
