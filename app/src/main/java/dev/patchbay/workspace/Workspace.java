package dev.patchbay.workspace;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.history.History;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The open files with undo history, and the analysis of the current state. Used on one thread (the FX thread); the analysis is computed
 * by the executor and delivered on that thread. A newer change cancels the analysis of an older one.
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
    /** Keeps the open file mapped; those of earlier and later steps are not. */
    private Checkpoint.@Nullable Use use;

    public Workspace(TaskExecutor executor) {
        this(executor, () -> RuleFolder.NONE);
    }

    /** @param ownRules reads the user's own rule sets; called in the background for every analysis */
    public Workspace(TaskExecutor executor, Supplier<RuleFolder> ownRules) {
        this.executor = executor;
        this.ownRules = ownRules;
        this.values = new BackgroundValues(executor, () -> readingListeners.forEach(Runnable::run));
    }

    public WorkspaceState state() {
        return history.current();
    }

    /** The newest finished analysis; while one is being computed it may be that of an earlier state. Empty if nothing is open. */
    public Optional<Analysis> analysis() {
        return Optional.ofNullable(analysis);
    }

    /** Why the newest analysis failed, if it did. */
    public Optional<Message> failure() {
        return Optional.ofNullable(failure);
    }

    /** The user's own rules as of the newest analysis, with their errors. */
    public RuleFolder ownRules() {
        return rulesRead;
    }

    /** True if {@link #analysis} is that of the current {@link #state}. */
    public boolean isSettled() {
        return running == null || running.isOver();
    }

    /** Progress of reading the adapter's values; once done, the analysis includes the findings. */
    public ValueReading valueReading() {
        return values.reading();
    }

    /** Stops reading values until the next change, or {@link #readValues}. */
    public void stopValues() {
        values.stop();
    }

    /** Reads the values after a stop or a failure. */
    public void readValues() {
        if (values.reading() instanceof ValueReading.Stopped || values.reading() instanceof ValueReading.Failed) {
            analysis().filter(newest -> newest.report().isPresent()).ifPresent(this::read);
        }
    }

    /** The undo history, for the labels of undo and redo. */
    public History<WorkspaceState> history() {
        return history;
    }

    /** Applies a change as one labelled, undoable step; a change without effect adds no step. */
    public void change(Message label, UnaryOperator<WorkspaceState> change) {
        WorkspaceState next = change.apply(state());
        if (!next.equals(state())) {
            history.push(label, next);
            analyze();
        }
    }

    /** Replaces everything by what was opened as a whole; there is nothing to undo then. */
    public void open(Message label, WorkspaceState opened) {
        history.reset(label, opened);
        analyze();
        values.keepOnly(opened);
    }

    public void undo() {
        history.undo();
        analyze();
    }

    /** Goes to a step of the {@link #history}, by its position. */
    public void goTo(int position) {
        history.goTo(position);
        analyze();
    }

    public void redo() {
        history.redo();
        analyze();
    }

    /** Calls the listener after every change of state and every new analysis; running the result removes it. */
    public Runnable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Calls the listener when {@link #valueReading} changes, far more often than the rest; running the result removes it. */
    public Runnable listenToReading(Runnable listener) {
        readingListeners.add(listener);
        return () -> readingListeners.remove(listener);
    }

    /** The file of another step is left after whatever read it was cancelled, and after all listeners have let it go. */
    private void analyze() {
        Checkpoint.Use before = use;
        if (before != null && state().checkpoint().filter(now -> now == before.checkpoint()).isPresent()) {
            analyzeState();
            return;
        }
        use = state().checkpoint().map(Checkpoint::use).orElse(null);
        analyzeState();
        if (before != null) {
            before.close();
        }
    }

    private void analyzeState() {
        if (differsInProgramOnly()) {
            analysis = Objects.requireNonNull(analysis).meantFor(state().program());
            fire();
            return;
        }
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

    /** Nothing in an analysis depends on the program: what was found, and what is being read, stays. */
    private boolean differsInProgramOnly() {
        return analysis != null && isSettled() && failure == null && !analysis.state().equals(state())
                && analysis.state().meantFor(state().program()).equals(state());
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
            analysis = structure.meantFor(state().program()).plus(found);
            fire();
        });
    }

    private void fail(WorkspaceState of, Exception problem) {
        if (of.equals(state()) && !(problem instanceof java.util.concurrent.CancellationException)) {
            failure = Message.of("workspace.analysisFailed", Reason.of(problem));
            fire();
        }
    }

    private void fire() {
        listeners.forEach(Runnable::run);
    }
}
