package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    @Test
    void stoppingAsksTheCommandAndWaitsUntilItHasTidiedUp() throws Exception {
        Interruption interruption = new Interruption(Duration.ofDays(1));
        assertThat(interruption.isCancelled()).isFalse();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(interruption::stop);
        while (!interruption.isCancelled()) {
            Thread.onSpinWait();
        }
        assertThat(stop).isNotDone();
        interruption.over();
        assertThat(stop.get()).isNull();
    }

    @Test
    void afterTheCommandNothingIsWaitedFor() {
        Interruption interruption = new Interruption(Duration.ofDays(1));
        interruption.over();
        interruption.stop();
        assertThat(interruption.isCancelled()).isTrue();
    }
}
