package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The problems of the open adapter, filtered by severity and kind, with a selection and their fixes. */
public final class ProblemsModel {

    private final Workspace workspace;
    private final LatestTask fixing;
    private final Fixes.Look look;
    private final ResizeModel resize;
    private final ObservableList<Problem> problems = FXCollections.observableArrayList();
    private final ObservableList<Problem> shown = FXCollections.unmodifiableObservableList(problems);
    private final ObjectProperty<Optional<Severity>> filter = new SimpleObjectProperty<>(this, "filter", Optional.empty());
    private final ObjectProperty<Set<ProblemCode>> kinds = new SimpleObjectProperty<>(this, "kinds", Set.of());
    private final ReadOnlyObjectWrapper<Optional<Problem>> selected = new ReadOnlyObjectWrapper<>(this, "selected", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<InspectionReport>> report = new ReadOnlyObjectWrapper<>(this, "report", Optional.empty());
    private final ReadOnlyIntegerWrapper certainFixes = new ReadOnlyIntegerWrapper(this, "certainFixes");

    /** @param open opens a file that a fix has written */
    public ProblemsModel(Workspace workspace, TaskExecutor executor, Consumer<Path> open) {
        this(workspace, executor, open, Analyzer::analyze);
    }

    ProblemsModel(Workspace workspace, TaskExecutor executor, Consumer<Path> open, Fixes.Look look) {
        this.workspace = workspace;
        this.resize = new ResizeModel(executor, open);
        this.fixing = new LatestTask(executor);
        this.look = look;
        filter.subscribe(this::refresh);
        kinds.subscribe(this::refresh);
    }

    /** The problems that pass both filters, worst first. */
    public ObservableList<Problem> problems() {
        return shown;
    }

    /** Empty without an inspection: no adapter, or no base. */
    public ReadOnlyObjectProperty<Optional<InspectionReport>> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** Shows only problems of this severity; empty for all. */
    public ObjectProperty<Optional<Severity>> filterProperty() {
        return filter;
    }

    /** Shows only problems of these kinds; empty for all. */
    public ObjectProperty<Set<ProblemCode>> kindsProperty() {
        return kinds;
    }

    /** Number of problems of each kind that occurs. */
    public Map<ProblemCode, Long> counts() {
        return all().stream().collect(Collectors.groupingBy(Problem::code, () -> new EnumMap<>(ProblemCode.class), Collectors.counting()));
    }

    /** Model of the offer to write the adapter with another rank. */
    public ResizeModel resize() {
        return resize;
    }

    public ReadOnlyObjectProperty<Optional<Problem>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Number of problems with a certain fix. */
    public ReadOnlyIntegerProperty certainFixesProperty() {
        return certainFixes.getReadOnlyProperty();
    }

    public void show(Optional<Analysis> analysis) {
        certainFixes.set(analysis.map(newest -> Fixes.certain(newest).size()).orElse(0));
        report.set(analysis.flatMap(Analysis::report));
        if (resize.offerProperty().get().filter(offer -> !workspace.state().checkpoint().equals(Optional.of(offer.adapter())))
                .isPresent()) {
            resize.dismiss(); // another file is open
        }
        Set<ProblemCode> present = counts().keySet();
        kinds.set(kinds.get().stream().filter(present::contains).collect(Collectors.toUnmodifiableSet())); // others no longer occur
        refresh();
    }

    public void select(Problem problem) {
        selected.set(Optional.of(problem));
    }

    /** Selects the next problem, wrapping at the end. */
    public void next() {
        step(1);
    }

    public void previous() {
        step(-1);
    }

    /** Applies the best fix of the selected problem, if it has one. */
    public void fixSelected() {
        selected.get().flatMap(problem -> problem.fixes().stream().findFirst()).ifPresent(this::fix);
    }

    /** Applies a fix as one undoable step. A fix that writes a new file opens the offer to do so. */
    public void fix(QuickFix fix) {
        if (fix instanceof QuickFix.ResizeRank other) {
            workspace.state().checkpoint().ifPresent(adapter -> resize.offer(adapter, other.rank()));
        } else {
            workspace.change(fix.label(), state -> Fixes.apply(fix, state));
        }
    }

    /** Applies all certain fixes as one undoable step. */
    public void fixAllCertain() {
        int count = certainFixes.get();
        WorkspaceState from = workspace.state();
        Message label = Texts.counted("ui.step.fixes", count);
        fixing.run((progress, cancellation) -> Fixes.applyCertain(from, look, cancellation), fixed -> workspace.change(label, now ->
                now.equals(from) ? fixed : now), problem -> {});
    }

    private List<Problem> all() {
        return report.get().map(InspectionReport::problems).orElse(List.of());
    }

    private void step(int by) {
        if (problems.isEmpty()) {
            return;
        }
        int at = selected.get().map(problems::indexOf).orElse(-1);
        int next = at < 0 ? (by > 0 ? 0 : problems.size() - 1) : Math.floorMod(at + by, problems.size());
        selected.set(Optional.of(problems.get(next)));
    }

    private void refresh() {
        Set<Severity> wanted = filter.get().map(EnumSet::of).orElse(EnumSet.allOf(Severity.class));
        List<Problem> next = all().stream()
                .filter(problem -> wanted.contains(problem.severity()))
                .filter(problem -> kinds.get().isEmpty() || kinds.get().contains(problem.code()))
                .toList();
        Optional<Problem> chosen = selected.get(); // a list view may change the selection while the items change
        if (!next.equals(problems)) {
            problems.setAll(next);
        }
        selected.set(chosen.flatMap(this::same));
    }

    /** The problem of the new report that corresponds to one of the old report. */
    private Optional<Problem> same(Problem old) {
        return problems.stream()
                .filter(problem -> problem.code() == old.code() && problem.axis().equals(old.axis()))
                .filter(problem -> problem.tensors().equals(old.tensors()))
                .findFirst();
    }
}
