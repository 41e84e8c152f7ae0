package dev.patchbay.task;

import java.util.function.Consumer;

/** Runs background tasks. The window's executor delivers on the FX thread; a test's executor runs at once on the caller's. */
public interface TaskExecutor {

    /**
     * Starts the work and returns at once.
     *
     * @param progress told on the delivering thread
     * @param onDone gets the result on the delivering thread
     * @param onFailed gets what was thrown; {@link java.util.concurrent.CancellationException} after a cancel
     */
    <T> RunningTask submit(BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed);
}
