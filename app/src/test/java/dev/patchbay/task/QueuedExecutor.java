package dev.patchbay.task;

import dev.patchbay.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Runs tasks when a test says so, on the test's own thread. */
public final class QueuedExecutor implements TaskExecutor {

    private final Deque<Job<?>> waiting = new ArrayDeque<>();
    private final boolean atOnce;

    private QueuedExecutor(boolean atOnce) {
        this.atOnce = atOnce;
    }

    /** Every task is over when {@code submit} returns. */
    public static QueuedExecutor immediate() {
        return new QueuedExecutor(true);
    }

    /** Tasks wait for {@link #runNext}. */
    public static QueuedExecutor waiting() {
        return new QueuedExecutor(false);
    }

    @Override
    public <T> RunningTask submit(
            BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        Job<T> job = new Job<>(task, progress, onDone, onFailed);
        if (atOnce) {
            job.run();
        } else {
            waiting.add(job);
        }
        return job;
    }

    public int size() {
        return waiting.size();
    }

    /** Runs the task that waits longest to its end. */
    public void runNext() {
        waiting.remove().run();
    }

    private static final class Job<T> implements RunningTask {

        private final BackgroundTask<T> task;
        private final Progress progress;
        private final Consumer<? super T> onDone;
        private final Consumer<? super Exception> onFailed;
        private boolean cancelled;
        private boolean over;

        Job(BackgroundTask<T> task, Progress progress, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
            this.task = task;
            this.progress = progress;
            this.onDone = onDone;
            this.onFailed = onFailed;
        }

        void run() {
            T result;
            try {
                result = task.run((long done, long total, Message doing) -> progress.report(done, total, doing), () -> cancelled);
            } catch (Exception problem) {
                over = true;
                onFailed.accept(problem);
                return;
            }
            over = true;
            onDone.accept(result);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isOver() {
            return over;
        }
    }
}
