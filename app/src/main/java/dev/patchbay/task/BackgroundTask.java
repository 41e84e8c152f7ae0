package dev.patchbay.task;

/**
 * Work that takes longer than a frame. It must not use the scene; the {@link TaskExecutor} delivers its result.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface BackgroundTask<T> {

    T run(Progress progress, Cancellation cancellation) throws Exception;
}
