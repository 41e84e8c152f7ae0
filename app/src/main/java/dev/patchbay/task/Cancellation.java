package dev.patchbay.task;

import java.util.concurrent.CancellationException;

/** Asked between steps of long work: a native call cannot be interrupted, so work looks at this flag instead. */
@FunctionalInterface
public interface Cancellation {

    Cancellation NEVER = () -> false;

    boolean isCancelled();

    /** Leaves the work by a {@link CancellationException} if somebody cancelled it. */
    default void check() {
        if (isCancelled()) {
            throw new CancellationException();
        }
    }
}
