package dev.patchbay.launch;

import dev.patchbay.task.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and other termination signals into a {@link Cancellation}: the running command stops, removes unfinished files and says
 * so; only then does the program end.
 */
final class Interruption implements Cancellation {

    /**
     * How long to wait for the command. Long work checks its cancellation more often than this; a blocked call must not keep the program
     * alive.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean asked;

    Interruption() {
        this(PATIENCE);
    }

    /** @param patience how long the command may take to stop before the program ends anyway */
    Interruption(Duration patience) {
        this.patience = patience;
    }

    /** Handles interruptions from now on until {@link #over}. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
    }

    /** Called when the command has ended, so that nothing waits for it. */
    void over() {
        over.countDown();
    }

    @Override
    public boolean isCancelled() {
        return asked;
    }

    /** Cancels the command and waits until it has ended. */
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
