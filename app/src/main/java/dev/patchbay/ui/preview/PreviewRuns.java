package dev.patchbay.ui.preview;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.PreviewViewModel.ComingClip;
import dev.patchbay.ui.preview.PreviewViewModel.ShownClips;
import dev.patchbay.ui.preview.made.ClipHistory;
import dev.patchbay.ui.preview.made.MadeClip;
import dev.patchbay.ui.preview.run.BaseClips;
import dev.patchbay.ui.preview.run.PipelineSlot;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.ui.preview.run.PreviewResult.UsedAdapter;
import dev.patchbay.ui.preview.run.PreviewRun;
import dev.patchbay.ui.preview.run.RunOrder;
import dev.patchbay.ui.preview.run.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The runs of the place Preview: one at a time, others wait in a queue; and what they have made. */
public final class PreviewRuns {

    private final TaskExecutor generation;
    private final PipelineSlot slot;
    private final BaseClips baseClips;
    private final Optional<KeptClips> kept;
    private final ObjectProperty<Optional<Notice>> notice;
    private final ClipHistory history;
    private final ObservableList<RunOrder> queue = FXCollections.observableArrayList();
    private final ObservableList<RunOrder> waiting = FXCollections.unmodifiableObservableList(queue);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyObjectWrapper<Optional<RunStatus>> status = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ShownClips>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<UsedAdapter>> used = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<ComingClip>> coming = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<PreviewResult>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private @Nullable RunningTask task;

    PreviewRuns(
            TaskExecutor generation, PipelineSlot slot, BaseClips baseClips, Optional<KeptClips> kept,
            ObjectProperty<Optional<Notice>> notice, long keptBytes) {
        this.generation = generation;
        this.slot = slot;
        this.baseClips = baseClips;
        this.kept = kept;
        this.notice = notice;
        this.history = new ClipHistory(keptBytes);
    }

    /** Starts a run, or lets it wait while another one runs. */
    void start(RunOrder order) {
        if (running.get()) {
            queue.add(order);
            return;
        }
        used.set(order.used());
        running.set(true);
        PreviewRun run = new PreviewRun(order, slot, baseClips, kept);
        Progress follower = (done, total, doing) -> show(run);
        RunningTask started = generation.submit(run, follower, made -> finish(order, made), this::fail);
        task = started.isOver() ? null : started;
    }

    private void show(PreviewRun run) {
        status.set(run.status());
        Optional<Clip> base = run.base();
        if (base.isPresent() && run.makesTwo() && !shown.get().map(ShownClips::without).equals(base)) {
            shown.set(Optional.of(new ShownClips(base.get(), Optional.empty(), true)));
        }
        coming.set(run.coming().map(picture -> new ComingClip(base, picture, run.makesTwo())));
    }

    private void finish(RunOrder order, PreviewResult made) {
        end();
        history.add(order, made);
        show(made);
        next();
    }

    private void show(PreviewResult made) {
        result.set(Optional.of(made));
        shown.set(Optional.of(new ShownClips(made.without(), made.with(), false)));
    }

    /** Shows the clips of an earlier run, while none is going on. */
    void show(MadeClip made) {
        if (!running.get() && made.result().isPresent()) {
            used.set(made.order().used());
            show(made.result().get());
        }
    }

    private void fail(Exception problem) {
        end();
        used.set(result.get().map(PreviewResult::adapters).orElse(List.of()));
        shown.get().filter(ShownClips::awaitsWith).ifPresent(first ->
                shown.set(Optional.of(new ShownClips(first.without(), Optional.empty(), false))));
        if (!(problem instanceof CancellationException)) {
            notice.set(Optional.of(Notice.error(Texts.explain(problem))));
        }
        next();
    }

    private void next() {
        if (!queue.isEmpty()) {
            start(queue.removeFirst());
        }
    }

    private void end() {
        task = null;
        running.set(false); // before stopping is reset: listeners still need to know how it ended
        stopping.set(false);
        status.set(Optional.empty());
        coming.set(Optional.empty());
    }

    /** Cancels the run that is going on; the next one of the queue begins. */
    void stop() {
        RunningTask present = task;
        if (present != null) {
            stopping.set(true);
            present.cancel();
        }
    }

    /** Cancels everything. */
    void close() {
        queue.clear();
        stop();
    }

    /** Takes a run out of the queue. */
    public void cancel(RunOrder order) {
        queue.removeIf(one -> one == order);
    }

    /** The runs that wait, the next one first. */
    public ObservableList<RunOrder> queue() {
        return waiting;
    }

    /** The finished runs. */
    public ClipHistory history() {
        return history;
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty stoppingProperty() {
        return stopping.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunStatus>> statusProperty() {
        return status.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ShownClips>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ComingClip>> comingProperty() {
        return coming.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<UsedAdapter>> usedProperty() {
        return used.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<PreviewResult>> resultProperty() {
        return result.getReadOnlyProperty();
    }
}
