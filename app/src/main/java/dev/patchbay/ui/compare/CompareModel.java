package dev.patchbay.ui.compare;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.AlignedCheckpoints;
import dev.patchbay.workspace.AlignedCheckpoints.Alignment;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * View model of the Compare place: two files, how they are aligned, what was found, and which rows of it are shown. Files are open only
 * while they are read.
 */
public final class CompareModel {

    private final LatestTask reading;
    private final CheckpointOpener opener;
    private final Supplier<KnownRules> rules;
    private final ObjectProperty<Optional<Path>> left = new SimpleObjectProperty<>(this, "left", Optional.empty());
    private final ObjectProperty<Optional<Path>> right = new SimpleObjectProperty<>(this, "right", Optional.empty());
    private final ObjectProperty<Alignment> alignment = new SimpleObjectProperty<>(this, "alignment", Alignment.AUTOMATIC);
    private final ObjectProperty<Optional<ChangeKind>> kind = new SimpleObjectProperty<>(this, "kind", Optional.empty());
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final ReadOnlyObjectWrapper<Comparing> comparing = new ReadOnlyObjectWrapper<>(this, "comparing", new Comparing.Nothing());
    private final ReadOnlyObjectWrapper<List<CompareRow>> rows = new ReadOnlyObjectWrapper<>(this, "rows", List.of());
    private boolean swapping;

    /** @param rules a person's own rules as they are now; read in the background */
    public CompareModel(TaskExecutor executor, CheckpointOpener opener, Supplier<KnownRules> rules) {
        this.reading = new LatestTask(executor);
        this.opener = opener;
        this.rules = rules;
        left.subscribe((before, now) -> compare());
        right.subscribe((before, now) -> compare());
        alignment.subscribe((before, now) -> compare());
        kind.subscribe(one -> filter());
        query.subscribe(words -> filter());
    }

    /** The earlier file. */
    public ObjectProperty<Optional<Path>> leftProperty() {
        return left;
    }

    /** The later file. */
    public ObjectProperty<Optional<Path>> rightProperty() {
        return right;
    }

    /** How tensors of both find each other. */
    public ObjectProperty<Alignment> alignmentProperty() {
        return alignment;
    }

    /** The only kind of difference that is shown; empty for all but what is the same. */
    public ObjectProperty<Optional<ChangeKind>> kindProperty() {
        return kind;
    }

    /** Part of the names that are shown. */
    public StringProperty queryProperty() {
        return query;
    }

    public ReadOnlyObjectProperty<Comparing> comparingProperty() {
        return comparing.getReadOnlyProperty();
    }

    /** The rows that filter and search leave. */
    public ReadOnlyObjectProperty<List<CompareRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** The result, once it is there. */
    Optional<CompareResult> result() {
        return comparing.get() instanceof Comparing.Done done ? Optional.of(done.result()) : Optional.empty();
    }

    /** Takes a file as the earlier one, unless one is chosen already. */
    public void offer(Optional<Path> file) {
        if (left.get().isEmpty() && file.isPresent()) {
            left.set(file);
        }
    }

    /** Opens dropped files: two of them as both sides, one on the side where it was dropped. */
    void open(List<Path> files, ObjectProperty<Optional<Path>> side) {
        if (files.size() > 1) {
            left.set(Optional.of(files.get(0)));
            right.set(Optional.of(files.get(1)));
        } else {
            side.set(files.stream().findFirst());
        }
    }

    /** The later file becomes the earlier one. */
    public void swap() {
        Optional<Path> earlier = left.get();
        swapping = true;
        left.set(right.get());
        right.set(earlier);
        swapping = false;
        compare();
    }

    /** Stops reading. */
    public void stop() {
        if (comparing.get() instanceof Comparing.Running) {
            reading.cancel();
            comparing.set(new Comparing.Stopped());
        }
    }

    /** Compares anew: after a stop, or when a file has changed. */
    public void compare() {
        reading.cancel();
        if (swapping) {
            return;
        }
        kind.set(Optional.empty());
        if (left.get().isEmpty() || right.get().isEmpty()) {
            become(new Comparing.Nothing());
            return;
        }
        Path earlier = left.get().get();
        Path later = right.get().get();
        Alignment by = alignment.get();
        become(new Comparing.Running(0, 0, Message.of("compare.opening")));
        reading.run(
                (progress, cancellation) -> read(earlier, later, by, progress, cancellation),
                (done, total, doing) -> comparing.set(new Comparing.Running(done, total, doing)),
                result -> become(new Comparing.Done(result)),
                problem -> become(problem instanceof CancellationException
                        ? new Comparing.Stopped()
                        : new Comparing.Failed(Texts.explain(problem))));
    }

    private CompareResult read(Path earlier, Path later, Alignment by, Progress progress, Cancellation cancellation) throws IOException {
        KnownRules known = rules.get();
        try (Checkpoint one = opener.open(earlier);
                Checkpoint other = opener.open(later)) {
            AlignedCheckpoints aligned = AlignedCheckpoints.of(analyzer(one, known), analyzer(other, known), by);
            return CompareResult.of(aligned, progress, cancellation);
        }
    }

    private static Analyzer analyzer(Checkpoint file, KnownRules known) {
        return new Analyzer(WorkspaceState.EMPTY.with(file), known);
    }

    private void become(Comparing next) {
        comparing.set(next);
        filter();
    }

    private void filter() {
        String words = query.get().strip().toLowerCase(Locale.ROOT);
        rows.set(result().map(CompareResult::rows).orElse(List.of()).stream()
                .filter(row -> kind.get().map(row.kinds()::contains).orElse(row.kind() != ChangeKind.SAME))
                .filter(row -> row.name().toLowerCase(Locale.ROOT).contains(words))
                .toList());
    }
}
