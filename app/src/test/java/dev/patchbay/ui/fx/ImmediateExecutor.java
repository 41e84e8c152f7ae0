package dev.patchbay.ui.fx;

import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.util.function.Consumer;

/** Runs every task at once on the caller's thread: what a view model starts is over when the call returns. */
public final class ImmediateExecutor implements TaskExecutor {

    @Override
    public <T> RunningTask submit(
            BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        T result;
        try {
            result = task.run(progress, Cancellation.NEVER);
        } catch (Exception problem) {
            onFailed.accept(problem);
            return new Over();
        }
        onDone.accept(result);
        return new Over();
    }

    private record Over() implements RunningTask {

        @Override
        public void cancel() {}

        @Override
        public boolean isOver() {
            return true;
        }
    }
}
