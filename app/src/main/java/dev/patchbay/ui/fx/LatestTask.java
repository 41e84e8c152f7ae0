package dev.patchbay.ui.fx;

import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Background work of which only the newest run is delivered: a search while typing, a tree while rules change. */
public final class LatestTask {

    private final TaskExecutor executor;
    private @Nullable RunningTask running;
    private long newest;

    public LatestTask(TaskExecutor executor) {
        this.executor = executor;
    }

    /** Starts the work; results of runs started earlier are discarded. */
    public <T> void run(BackgroundTask<T> task, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        run(task, Progress.SILENT, onDone, onFailed);
    }

    /** Starts the work and tells how far it is; what comes of runs started earlier is discarded. */
    public <T> void run(
            BackgroundTask<T> task, Progress follower, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        cancel();
        long mine = newest;
        running = executor.submit(
                task,
                (done, total, doing) -> ifNewest(mine, () -> follower.report(done, total, doing)),
                result -> ifNewest(mine, () -> onDone.accept(result)),
                problem -> ifNewest(mine, () -> onFailed.accept(problem)));
    }

    /** Discards the results of everything started so far. */
    public void cancel() {
        newest++;
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    private void ifNewest(long mine, Runnable delivery) {
        if (mine == newest) {
            delivery.run();
        }
    }
}
