package dev.patchbay.task;

import dev.patchbay.message.Message;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the steps of an export, reports them, and throws if the work was cancelled. Thread-safe. */
public final class StepCount {

    private final Progress progress;
    private final Cancellation cancellation;
    private final long total;
    private final AtomicLong done = new AtomicLong();

    public StepCount(Progress progress, Cancellation cancellation, long total) {
        this.progress = progress;
        this.cancellation = cancellation;
        this.total = total;
    }

    /** @throws java.util.concurrent.CancellationException if cancelled */
    public synchronized void next(Message doing) {
        cancellation.check();
        progress.report(Math.min(total, done.getAndIncrement()), total, doing);
        cancellation.check();
    }
}
