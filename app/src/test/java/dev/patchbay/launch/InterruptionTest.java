package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    @Test
    void stoppingAsksTheCommandAndWaitsUntilItHasTidiedUp() throws Exception {
        Interruption interruption = new Interruption();
        assertThat(interruption.isCancelled()).isFalse();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(interruption::stop);
        while (!interruption.isCancelled()) {
            Thread.onSpinWait();
        }
        assertThat(stop).isNotDone();
        interruption.over();
        assertThat(stop.get(5, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void afterTheCommandNothingIsWaitedFor() {
        Interruption interruption = new Interruption();
        interruption.over();
        assertThat(CompletableFuture.runAsync(interruption::stop)).succeedsWithin(5, TimeUnit.SECONDS);
    }
}
