package dev.patchbay.task;

/** Threads that serve a process and end with it: readers of pipes, watchers. Work that a person waits for has a task instead. */
public final class BackgroundThread {

    private BackgroundThread() {}

    /** Starts it; it keeps no process alive. */
    public static Thread start(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }
}
