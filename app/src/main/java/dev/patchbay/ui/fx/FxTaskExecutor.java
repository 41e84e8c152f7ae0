package dev.patchbay.ui.fx;

import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs tasks on daemon threads of their own and delivers results on the FX thread. Platform threads, not virtual ones: a native call of
 * several minutes would pin a carrier thread.
 */
public final class FxTaskExecutor implements TaskExecutor {

    private final ExecutorService threads;

    /** Each task on a thread of its own: none waits for another. */
    public FxTaskExecutor() {
        this(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("patchbay-task-", 1).factory()));
    }

    private FxTaskExecutor(ExecutorService threads) {
        this.threads = threads;
    }

    /** Runs tasks one after the other on a single thread, as required by native libraries that tie memory to a thread. */
    public static FxTaskExecutor oneByOne(String name) {
        return new FxTaskExecutor(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("patchbay-" + name).factory()));
    }

    @Override
    public <T> RunningTask submit(
            BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        DeliveredTask<T> delivered = new DeliveredTask<>(task, progress, onDone, onFailed);
        threads.execute(delivered);
        return delivered;
    }
}
