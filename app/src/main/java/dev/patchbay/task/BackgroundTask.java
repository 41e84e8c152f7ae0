package dev.patchbay.task;

/**
 * Work that takes longer than a frame. It never touches the scene; what it returns is handed over by the {@link TaskExecutor}.
 *
 * @param <T> what comes out
 */
@FunctionalInterface
public interface BackgroundTask<T> {

    T run(Progress progress, Cancellation cancellation) throws Exception;
}
