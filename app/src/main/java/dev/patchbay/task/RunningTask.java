package dev.patchbay.task;

/** A task that was started. */
public interface RunningTask {

    /** Asks the work to stop at its next check; has no effect afterwards. */
    void cancel();

    boolean isOver();
}
