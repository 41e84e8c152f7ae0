package dev.patchbay.task;

/** A task that was started. */
public interface RunningTask {

    /** Asks the work to stop at its next check; harmless when it is over. */
    void cancel();

    boolean isOver();
}
