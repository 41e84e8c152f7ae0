package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.CauseCode;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The causes of the problems of the open adapter, filtered by severity and kind, with what is folded under them and their fixes. */
public final class ProblemsModel {

    private final Workspace workspace;
    private final LatestTask fixing;
    private final Fixes.Look look;
    private final ResizeModel resize;
    private final ObservableList<ProblemRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ProblemRow> shown = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyObjectWrapper<List<Cause>> causes = new ReadOnlyObjectWrapper<>(this, "causes", List.of());
    private final Set<CauseCode> open = EnumSet.noneOf(CauseCode.class);
    private final ObjectProperty<Optional<Severity>> filter = new SimpleObjectProperty<>(this, "filter", Optional.empty());
    private final ObjectProperty<Set<ProblemCode>> kinds = new SimpleObjectProperty<>(this, "kinds", Set.of());
    private final ReadOnlyObjectWrapper<Optional<ProblemRow>> row = new ReadOnlyObjectWrapper<>(this, "row", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> selected = new ReadOnlyObjectWrapper<>(this, "selected", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<InspectionReport>> report = new ReadOnlyObjectWrapper<>(this, "report", Optional.empty());
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper(this, "looking");
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
        row.subscribe(chosen -> selected.set(chosen.flatMap(ProblemRow::problem)));
    }

    /** The problems that pass both filters, worst first. */
    public List<Problem> problems() {
        return all().stream().filter(problem -> causes().stream().anyMatch(cause -> isWanted(cause, problem))).toList();
    }

    /** The causes of the problems, worst first, each as bad as it is in the chosen program, or in the one that takes most of the file. */
    public List<Cause> causes() {
        return causes.get();
    }

    /** {@link #causes()}, which change with the program that the file is for. */
    public ReadOnlyObjectProperty<List<Cause>> causesProperty() {
        return causes.getReadOnlyProperty();
    }

    /** The causes that pass the filters, with the problems of open ones below them. */
    ObservableList<ProblemRow> rows() {
        return shown;
    }

    /** Empty without an inspection: no adapter, or no base. */
    public ReadOnlyObjectProperty<Optional<InspectionReport>> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** Shows only causes of this severity; empty for all. */
    public ObjectProperty<Optional<Severity>> filterProperty() {
        return filter;
    }

    /** Shows only problems of these kinds; empty for all. */
    public ObjectProperty<Set<ProblemCode>> kindsProperty() {
        return kinds;
    }

    /** Whether the adapter is being held against the base, so that nothing is known yet. */
    public ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    /** Sets {@link #lookingProperty}. */
    public void look(boolean now) {
        looking.set(now);
    }

    /** Number of problems of each kind that occurs. */
    public Map<ProblemCode, Long> counts() {
        return all().stream().collect(Collectors.groupingBy(Problem::code, () -> new EnumMap<>(ProblemCode.class), Collectors.counting()));
    }

    /** Model of the offer to write the adapter with another rank. */
    public ResizeModel resize() {
        return resize;
    }

    ReadOnlyObjectProperty<Optional<ProblemRow>> rowProperty() {
        return row.getReadOnlyProperty();
    }

    /** The problem of the selected row; of a cause, the most telling one. */
    public ReadOnlyObjectProperty<Optional<Problem>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Number of causes that certain fixes mend. */
    public ReadOnlyIntegerProperty certainFixesProperty() {
        return certainFixes.getReadOnlyProperty();
    }

    public void show(Optional<Analysis> analysis) {
        Optional<InspectionReport> newest = analysis.flatMap(Analysis::report);
        causes.set(analysis.map(Analysis::causes).orElse(List.of()));
        certainFixes.set(Fixes.mended(causes.get()));
        report.set(newest);
        if (resize.offerProperty().get().filter(offer -> !workspace.state().checkpoint().equals(Optional.of(offer.adapter())))
                .isPresent()) {
            resize.dismiss(); // another file is open
        }
        Set<ProblemCode> present = counts().keySet();
        kinds.set(kinds.get().stream().filter(present::contains).collect(Collectors.toUnmodifiableSet())); // others no longer occur
        refresh();
    }

    void select(ProblemRow chosen) {
        row.set(Optional.of(chosen));
    }

    /** Shows the problems folded under the selected cause, or hides them. */
    void toggle() {
        row.get().ifPresent(chosen -> open(chosen, !chosen.isOpen()));
    }

    /** Hides the problems of the selected row's cause, or shows them; the row of the cause is selected then. */
    void open(ProblemRow of, boolean wanted) {
        boolean changed = of.folded().size() > 1 && (wanted ? open.add(of.cause().code()) : open.remove(of.cause().code()));
        if (changed) {
            refresh();
        }
        rows.stream().filter(one -> one.isCause() && one.cause().code() == of.cause().code()).findFirst().ifPresent(this::select);
    }

    /** Selects the next row, wrapping at the end. */
    public void next() {
        step(1);
    }

    public void previous() {
        step(-1);
    }

    /** Applies the best fix of the selected row, if it has one. */
    public void fixSelected() {
        row.get().map(ProblemRow::fixes).filter(fixes -> !fixes.isEmpty()).ifPresent(fixes -> fix(fixes.getFirst()));
    }

    /** Applies a fix as one undoable step. A fix that writes a new file opens the offer to do so. */
    public void fix(QuickFix fix) {
        if (fix instanceof QuickFix.ResizeRank other) {
            workspace.state().checkpoint().ifPresent(adapter -> resize.offer(adapter, other.rank()));
        } else {
            workspace.change(fix.label(), state -> Fixes.apply(fix, state));
        }
    }

    /** Applies all certain fixes as one undoable step. What else is changed meanwhile stays: the fixes are looked for again then. */
    public void fixAllCertain() {
        WorkspaceState from = workspace.state();
        Message label = Texts.counted("ui.step.fixes", certainFixes.get());
        fixing.run((progress, cancellation) -> Fixes.applyCertain(from, look, cancellation), fixed -> {
            if (workspace.state().equals(from)) {
                workspace.change(label, now -> fixed);
            } else if (workspace.state().checkpoint().equals(from.checkpoint())) {
                fixAllCertain();
            }
        }, problem -> {});
    }

    private List<Problem> all() {
        return report.get().map(InspectionReport::problems).orElse(List.of());
    }

    private void step(int by) {
        if (rows.isEmpty()) {
            return;
        }
        int at = row.get().map(rows::indexOf).orElse(-1);
        int next = at < 0 ? (by > 0 ? 0 : rows.size() - 1) : Math.floorMod(at + by, rows.size());
        row.set(Optional.of(rows.get(next)));
    }

    private boolean isWanted(Cause cause, Problem problem) {
        return isWanted(cause) && cause.problems().contains(problem) && (kinds.get().isEmpty() || kinds.get().contains(problem.code()));
    }

    private boolean isWanted(Cause cause) {
        return filter.get().filter(severity -> severity != cause.severity()).isEmpty();
    }

    /** What only the program says has no problem, so it is shown with all kinds. */
    private List<ProblemRow> rows(Cause cause) {
        List<Problem> folded = cause.problems().stream().filter(problem -> isWanted(cause, problem)).toList();
        boolean empty = folded.isEmpty() && !(cause.problems().isEmpty() && kinds.get().isEmpty() && isWanted(cause));
        if (empty) {
            return List.of();
        }
        boolean isOpen = folded.size() > 1 && open.contains(cause.code());
        List<ProblemRow> found = new ArrayList<>(List.of(new ProblemRow(cause, folded, Optional.empty(), isOpen)));
        if (isOpen) {
            folded.forEach(problem -> found.add(new ProblemRow(cause, folded, Optional.of(problem), true)));
        }
        return found;
    }

    private void refresh() {
        List<ProblemRow> next = causes().stream().flatMap(cause -> rows(cause).stream()).toList();
        Optional<ProblemRow> chosen = row.get(); // a list view may change the selection while the items change
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        row.set(chosen.flatMap(old -> rows.stream().filter(now -> now.isSameAs(old)).findFirst()));
    }
}
