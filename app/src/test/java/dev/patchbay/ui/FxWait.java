package dev.patchbay.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Waits for states of the window, however long a busy machine takes to get there. The minutes here guard against a state that never comes;
 * no test passes or fails by a pace.
 */
public final class FxWait {

    private static final long GUARD_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private FxWait() {}

    /** Waits for a condition that is looked at on the FX thread, and for what the FX thread still has to do then. */
    public static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GUARD_MILLIS);
        do {
            WaitForAsyncUtils.waitForFxEvents();
            if (get(condition::getAsBoolean)) {
                WaitForAsyncUtils.waitForFxEvents();
                return;
            }
            WaitForAsyncUtils.sleep(20, TimeUnit.MILLISECONDS);
        } while (System.nanoTime() < end);
        throw new AssertionError(new TimeoutException("the window did not get there"));
    }

    /** What the FX thread answers. */
    public static <T> T get(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(GUARD_MILLIS, question);
    }
}
