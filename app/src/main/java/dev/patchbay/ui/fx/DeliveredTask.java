package dev.patchbay.ui.fx;

import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a task: works on a background thread and delivers progress and result on the FX thread. */
final class DeliveredTask<T> implements RunningTask, Runnable {

    private final BackgroundTask<T> task;
    private final Progress progress;
    private final Consumer<? super T> onDone;
    private final Consumer<? super Exception> onFailed;
    /** The newest progress report not yet delivered: a task may report faster than frames are drawn, so older ones are skipped. */
    private final AtomicReference<@Nullable Runnable> report = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile boolean over;

    DeliveredTask(BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        this.task = task;
        this.progress = progress;
        this.onDone = onDone;
        this.onFailed = onFailed;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void run() {
        try {
            T result = task.run((done, total, doing) -> report(() -> progress.report(done, total, doing)), () -> cancelled);
            deliver(() -> accept(result));
        } catch (Exception problem) {
            deliver(() -> onFailed.accept(problem));
        } catch (Error problem) { // after an OutOfMemoryError, too, the window must learn that the task ended
            deliver(() -> onFailed.accept(new ExecutionException(problem)));
        }
    }

    /** Drops the result if the task was cancelled after the work finished but before delivery. */
    private void accept(T result) {
        if (cancelled) {
            onFailed.accept(new CancellationException());
        } else {
            onDone.accept(result);
        }
    }

    private void deliver(Runnable end) {
        FxThread.later(() -> {
            over = true;
            end.run();
        });
    }

    private void report(Runnable newest) {
        if (report.getAndSet(newest) == null) {
            FxThread.later(() -> {
                Runnable pending = report.getAndSet(null);
                if (pending != null && !over) {
                    pending.run();
                }
            });
        }
    }
}
