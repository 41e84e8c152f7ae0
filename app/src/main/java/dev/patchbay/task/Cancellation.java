package dev.patchbay.task;

import java.util.concurrent.CancellationException;

/** A flag that long work checks between steps, since native calls cannot be interrupted. */
@FunctionalInterface
public interface Cancellation {

    Cancellation NEVER = () -> false;

    boolean isCancelled();

    /** @throws CancellationException if cancelled */
    default void check() {
        if (isCancelled()) {
            throw new CancellationException();
        }
    }
}
