package dev.patchbay.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

@Tag("window")
class FxTaskExecutorTest {

    private final FxTaskExecutor executor = new FxTaskExecutor();

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get();
    }

    @Test
    void worksElsewhereAndDeliversOnTheFxThread() throws Exception {
        CompletableFuture<List<Boolean>> delivered = new CompletableFuture<>();
        executor.submit(
                (progress, cancellation) -> Platform.isFxApplicationThread(),
                Progress.SILENT,
                working -> delivered.complete(List.of(working, Platform.isFxApplicationThread())),
                delivered::completeExceptionally);
        assertThat(get(delivered)).containsExactly(false, true);
    }

    @Test
    void aCancelIsToldEvenIfTheResultWasAlreadyThere() throws Exception {
        CompletableFuture<Exception> failed = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RunningTask task = executor.submit(
                (progress, cancellation) -> {
                    started.countDown();
                    release.await();
                    return true;
                },
                Progress.SILENT,
                result -> failed.completeExceptionally(new AssertionError("delivered " + result)),
                failed::complete);
        started.await();
        task.cancel();
        release.countDown();
        assertThat(get(failed)).isInstanceOf(CancellationException.class);
        assertThat(task.isOver()).isTrue();
    }

    @Test
    void anErrorEndsTheTaskToo() throws Exception {
        CompletableFuture<Exception> failed = new CompletableFuture<>();
        executor.submit(
                (progress, cancellation) -> {
                    throw new OutOfMemoryError("for the test");
                },
                Progress.SILENT,
                result -> {},
                failed::complete);
        assertThat(get(failed)).isInstanceOf(ExecutionException.class).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void reportsThatComeFasterThanFramesAreThinnedOutButTheLastOneArrives() throws Exception {
        List<Long> seen = new ArrayList<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        executor.submit(
                (progress, cancellation) -> {
                    for (long i = 1; i <= 10_000; i++) {
                        progress.report(i, 10_000, Message.of("ui.opening.demo"));
                    }
                    return true;
                },
                (at, total, doing) -> seen.add(at),
                done::complete,
                done::completeExceptionally);
        get(done);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(seen).isSorted().endsWith(10_000L).hasSizeLessThan(10_000);
    }
}
