package dev.patchbay.ui.inspector;

import dev.patchbay.examination.Examination;
import dev.patchbay.examination.Examiner;
import dev.patchbay.examination.Pointed;
import dev.patchbay.examination.Subject;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * What the inspector shows: the selected row as a subject, and its examination. While the drawer is closed nothing is read. What was found
 * out is kept for the open files, rules and base, of a bounded number of rows.
 */
public final class InspectorModel {

    /** Examinations that are kept; each is two maps of at most 6,400 cells. */
    private static final int KEPT = 64;

    private final Workspace workspace;
    private final Examiner examiner;
    private final LatestTask resolving;
    private final LatestTask examining;
    private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
    private final ReadOnlyObjectWrapper<Optional<Subject>> subject = new ReadOnlyObjectWrapper<>(this, "subject", Optional.empty());
    private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(this, "look", new Look.Nothing());
    private final Map<Pointed, Examination> known = new LinkedHashMap<>();
    private Optional<Pointed> pointed = Optional.empty();
    private WorkspaceState knownOf = WorkspaceState.EMPTY;

    public InspectorModel(Workspace workspace, TaskExecutor executor, Examiner examiner) {
        this.workspace = workspace;
        this.examiner = examiner;
        resolving = new LatestTask(executor);
        examining = new LatestTask(executor);
        open.subscribe((before, now) -> refresh());
        workspace.listen(this::follow);
    }

    /** Whether the drawer is open. */
    public BooleanProperty openProperty() {
        return open;
    }

    /** The selected row; empty if there is nothing about it to be examined. */
    public ReadOnlyObjectProperty<Optional<Subject>> subjectProperty() {
        return subject.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Look> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /** Looks at another row. */
    public void point(Optional<Pointed> row) {
        if (!row.equals(pointed)) {
            pointed = row;
            refresh();
        }
    }

    /** Stops reading, at a person's request. */
    public void stop() {
        if (look.get() instanceof Look.Running) {
            examining.cancel();
            look.set(new Look.Stopped());
        }
    }

    /** Reads after a stop or a failure. */
    public void again() {
        subject.get().ifPresent(this::examine);
    }

    /** A change of rules, scale, base or file makes other values; another expectation or program does not. */
    private void follow() {
        if (!workspace.isSettled()) {
            return;
        }
        WorkspaceState state = key(workspace.state());
        if (!state.equals(knownOf)) {
            knownOf = state;
            known.clear();
            refresh();
        } else if (subject.get().isEmpty()) {
            refresh(); // a row that was selected while the analysis was made
        }
    }

    private static WorkspaceState key(WorkspaceState state) {
        return state.with(Expectation.NONE).meantFor(Optional.empty());
    }

    private void refresh() {
        examining.cancel();
        Optional<Analysis> analysis = workspace.analysis().filter(newestOne -> workspace.isSettled());
        if (!open.get() || pointed.isEmpty() || analysis.isEmpty()) {
            resolving.cancel();
            show(Optional.empty());
            return;
        }
        Pointed row = pointed.get();
        Analysis of = analysis.get();
        resolving.run((progress, cancellation) -> resolve(row, of), this::show, problem -> show(Optional.empty()));
    }

    private static Optional<Subject> resolve(Pointed row, Analysis analysis) {
        return switch (row) {
            case Pointed.InFile inFile -> Subject.of(inFile, analysis.state().checkpoint().orElseThrow(), analysis.adapter());
            case Pointed.InBase inBase -> analysis.state().base()
                    .flatMap(base -> Subject.of(inBase, base, analysis.adapter(), sources(inBase.path(), analysis)));
        };
    }

    private static List<String> sources(String path, Analysis analysis) {
        return analysis.report()
                .map(InspectionReport::reaches)
                .map(reaches -> reaches.get(path))
                .map(ModuleReach::sources)
                .orElse(List.of());
    }

    private void show(Optional<Subject> found) {
        look.set(new Look.Nothing());
        subject.set(found);
        Optional<Examination> kept = pointed.map(known::get);
        if (found.isPresent() && kept.isPresent()) {
            look.set(new Look.Done(kept.get()));
        } else {
            found.ifPresent(this::examine);
        }
    }

    private void examine(Subject of) {
        examining.cancel();
        WorkspaceState state = workspace.state();
        Pointed row = pointed.orElseThrow();
        if (state.checkpoint().isEmpty()) {
            return;
        }
        look.set(new Look.Running(0, 0, Message.of("inspector.starting")));
        examining.run(
                (progress, cancellation) -> examiner.examine(of, state.checkpoint().get(), state.base(), progress, cancellation),
                (done, total, doing) -> look.set(new Look.Running(done, total, doing)),
                found -> keep(row, found),
                this::fail);
    }

    private void keep(Pointed row, Examination found) {
        if (known.size() >= KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(row, found);
        look.set(new Look.Done(found));
    }

    private void fail(Exception problem) {
        look.set(problem instanceof CancellationException ? new Look.Stopped() : new Look.Failed(Texts.explain(problem)));
    }
}
