package dev.patchbay.generation.worker;

/** The threads at both ends of the pipe: they end with the process. */
final class Threads {

    private Threads() {}

    static void start(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }
}
