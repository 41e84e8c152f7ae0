package dev.patchbay.workspace;

import dev.patchbay.history.History;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is open, with undo, and the analysis that follows from it. Owned by one thread (the window's); the analysis is computed by the
 * executor and delivered on that thread. A newer change overtakes the analysis of an older one.
 */
public final class Workspace {

    private final TaskExecutor executor;
    private final History<WorkspaceState> history = new History<>(Message.of("workspace.start"), WorkspaceState.EMPTY);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> readingListeners = new CopyOnWriteArrayList<>();
    private final BackgroundValues values;
    private final Supplier<RuleFolder> ownRules;
    private volatile RuleFolder rulesRead = RuleFolder.NONE;
    private @Nullable Analysis analysis;
    private @Nullable Message failure;
    private @Nullable RunningTask running;

    public Workspace(TaskExecutor executor) {
        this(executor, () -> RuleFolder.NONE);
    }

    /** @param ownRules a person's own rule sets, asked in the background whenever something is analyzed */
    public Workspace(TaskExecutor executor, Supplier<RuleFolder> ownRules) {
        this.executor = executor;
        this.ownRules = ownRules;
        this.values = new BackgroundValues(executor, () -> readingListeners.forEach(Runnable::run));
    }

    public WorkspaceState state() {
        return history.current();
    }

    /** The newest finished analysis; while one is computed it may still be that of the state before. Empty if nothing is open. */
    public Optional<Analysis> analysis() {
        return Optional.ofNullable(analysis);
    }

    /** Why the newest analysis could not be made. */
    public Optional<Message> failure() {
        return Optional.ofNullable(failure);
    }

    /** A person's own rules as the newest analysis met them, with what is wrong with them. */
    public RuleFolder ownRules() {
        return rulesRead;
    }

    /** True if {@link #analysis} is that of {@link #state}. */
    public boolean isSettled() {
        return running == null || running.isOver();
    }

    /** How far the read of the analysed adapter's values is; once it is done, the analysis holds what they tell. */
    public ValueReading valueReading() {
        return values.reading();
    }

    /** Stops reading values; what they would tell stays unknown until the next change, or {@link #readValues}. */
    public void stopValues() {
        values.stop();
    }

    /** Reads values after all, if that was stopped or failed. */
    public void readValues() {
        if (values.reading() instanceof ValueReading.Stopped || values.reading() instanceof ValueReading.Failed) {
            analysis().filter(newest -> newest.report().isPresent()).ifPresent(this::read);
        }
    }

    /** For labels of undo and redo. */
    public History<WorkspaceState> history() {
        return history;
    }

    /** Makes a labelled step; a change that changes nothing makes none. */
    public void change(Message label, UnaryOperator<WorkspaceState> change) {
        WorkspaceState next = change.apply(state());
        if (!next.equals(state())) {
            history.push(label, next);
            analyze();
        }
    }

    public void undo() {
        history.undo();
        analyze();
    }

    public void redo() {
        history.redo();
        analyze();
    }

    /** Runs the listener after every change of state and after every new analysis; the returned action removes it. */
    public Runnable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Adds a listener to {@link #valueReading}, which changes far more often than the rest; the returned action removes it. */
    public Runnable listenToReading(Runnable listener) {
        readingListeners.add(listener);
        return () -> readingListeners.remove(listener);
    }

    private void analyze() {
        if (running != null) {
            running.cancel();
        }
        failure = null;
        values.forget();
        WorkspaceState state = state();
        if (state.checkpoint().isEmpty()) {
            analysis = null;
            fire();
            return;
        }
        running = executor.submit(
                (progress, cancellation) -> analyze(state), Progress.SILENT, result -> accept(state, result),
                problem -> fail(state, problem));
        fire();
    }

    private Analysis analyze(WorkspaceState state) throws IOException {
        rulesRead = ownRules.get();
        return Analyzer.analyze(state, new KnownRules(rulesRead.sets()));
    }

    private void accept(WorkspaceState of, Analysis result) {
        if (of.equals(state())) {
            Optional<ValueFindings> known = values.known(result);
            Analysis newest = known.map(result::plus).orElse(result);
            analysis = newest;
            known.ifPresent(findings -> values.done());
            fire();
            if (known.isEmpty() && newest.report().isPresent() && newest == analysis) {
                read(newest);
            }
        }
    }

    private void read(Analysis structure) {
        values.read(structure, found -> {
            analysis = structure.plus(found);
            fire();
        });
    }

    private void fail(WorkspaceState of, Exception problem) {
        if (of.equals(state()) && !(problem instanceof java.util.concurrent.CancellationException)) {
            failure = Message.of("workspace.analysisFailed", String.valueOf(problem.getLocalizedMessage()));
            fire();
        }
    }

    private void fire() {
        listeners.forEach(Runnable::run);
    }
}
