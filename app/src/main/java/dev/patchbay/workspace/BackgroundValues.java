package dev.patchbay.workspace;

import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an adapter's values in the background, one adapter at a time, and caches the findings, so that undo or another expected rank
 * reads nothing again. Used on one thread, like the {@link Workspace}.
 */
final class BackgroundValues {

    /** Number of cached analyses; the findings are only a name and a number for each module. */
    private static final int KEPT = 12;

    private final TaskExecutor executor;
    private final Runnable onProgress;
    private final Map<WorkspaceState, ValueFindings> known = new LinkedHashMap<>();
    private ValueReading reading = new ValueReading.Nothing();
    private @Nullable RunningTask running;
    private long newest;

    /** @param onProgress called whenever {@link #reading} changes */
    BackgroundValues(TaskExecutor executor, Runnable onProgress) {
        this.executor = executor;
        this.onProgress = onProgress;
    }

    ValueReading reading() {
        return reading;
    }

    /** Cached findings for this analysis, if any. */
    Optional<ValueFindings> known(Analysis analysis) {
        return Optional.ofNullable(known.get(key(analysis)));
    }

    /** Forgets what was found in other files than that of a state. */
    void keepOnly(WorkspaceState state) {
        known.keySet().removeIf(one -> !one.checkpoint().equals(state.checkpoint()));
    }

    /** Cancels reading: there is nothing to read, or not yet. */
    void forget() {
        end();
        become(new ValueReading.Nothing());
    }

    /** Stops reading at the user's request; does nothing if nothing is being read. */
    void stop() {
        if (running != null) {
            end();
            become(new ValueReading.Stopped());
        }
    }

    /** Called when the findings are already part of the analysis. */
    void done() {
        end();
        become(new ValueReading.Done());
    }

    /** Reads the values of an analysis; an earlier read is discarded. */
    void read(Analysis analysis, Consumer<ValueFindings> onFound) {
        end();
        long mine = newest;
        become(new ValueReading.Running(0, 0));
        RunningTask started = executor.submit(
                (progress, cancellation) -> Analyzer.values(analysis, progress, cancellation),
                (done, total, doing) -> ifNewest(mine, () -> become(new ValueReading.Running(done, total))),
                found -> ifNewest(mine, () -> found(analysis, found, onFound)),
                problem -> ifNewest(mine, () -> fail(problem)));
        running = started.isOver() ? null : started;
    }

    private void found(Analysis analysis, ValueFindings found, Consumer<ValueFindings> onFound) {
        if (known.size() >= KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(key(analysis), found);
        done();
        onFound.accept(found);
    }

    private void fail(Exception problem) {
        running = null;
        become(problem instanceof CancellationException
                ? new ValueReading.Stopped()
                : new ValueReading.Failed(Message.of("workspace.valuesFailed", Reason.of(problem))));
    }

    private void end() {
        newest++;
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    private void become(ValueReading next) {
        if (!next.equals(reading)) {
            reading = next;
            onProgress.run();
        }
    }

    private void ifNewest(long mine, Runnable delivery) {
        if (mine == newest) {
            delivery.run();
        }
    }

    /** The state without the expected rank and alpha and the program, which do not affect the values. */
    private static WorkspaceState key(Analysis analysis) {
        return analysis.state().with(Expectation.NONE).meantFor(Optional.empty());
    }
}
