package dev.patchbay.launch;

import dev.patchbay.task.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or whatever else ends the program from outside, as a cancellation: the command in progress leaves by itself, removes what it has
 * half written and says so, and only then the program ends.
 */
final class Interruption implements Cancellation {

    /** Work looks at its cancellation more often than this; a call that hangs must not keep a person waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean asked;

    Interruption() {
        this(PATIENCE);
    }

    /** @param patience how long a command may take to stop before the program ends without it */
    Interruption(Duration patience) {
        this.patience = patience;
    }

    /** Listens from now on until {@link #over}. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
    }

    /** The command has ended: nothing is left to wait for. */
    void over() {
        over.countDown();
    }

    @Override
    public boolean isCancelled() {
        return asked;
    }

    /** Asks the command to stop and waits until it has. */
    void stop() {
        asked = true;
        try {
            if (!over.await(patience.toSeconds(), TimeUnit.SECONDS)) {
                over.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
