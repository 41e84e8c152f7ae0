package dev.patchbay.ui.patch;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.patch.connect.CablesModel;
import dev.patchbay.ui.patch.connect.ConnectModel;
import dev.patchbay.ui.patch.connect.InferenceFactory;
import dev.patchbay.ui.patch.heat.HeatStripModel;
import dev.patchbay.ui.patch.heat.ValuesModel;
import dev.patchbay.ui.patch.history.HistoryModel;
import dev.patchbay.ui.patch.problems.ProblemsModel;
import dev.patchbay.ui.patch.rules.ResultModel;
import dev.patchbay.ui.patch.rules.RulesModel;
import dev.patchbay.ui.patch.tree.AdapterTreeModel;
import dev.patchbay.ui.patch.tree.BaseTreeModel;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** View model of the Patch place: passes every change of the workspace to the models of its parts. */
public final class PatchViewModel {

    private final Workspace workspace;
    private final AdapterTreeModel adapter;
    private final BaseTreeModel base;
    private final CablesModel cables;
    private final ConnectModel connect;
    private final ProblemsModel problems;
    private final RulesModel rules;
    private final ResultModel result;
    private final HeatStripModel heat;
    private final ValuesModel values;
    private final HistoryModel history;
    private final ObjectProperty<Set<FileDrop>> opening = new SimpleObjectProperty<>(this, "opening", Set.of());
    private final ReadOnlyBooleanWrapper adapterLoading = new ReadOnlyBooleanWrapper(this, "adapterLoading");
    private final ReadOnlyBooleanWrapper baseLoading = new ReadOnlyBooleanWrapper(this, "baseLoading");
    private final ReadOnlyObjectWrapper<WorkspaceState> state = new ReadOnlyObjectWrapper<>(this, "state", WorkspaceState.EMPTY);

    /** @param open opens a file that a fix has written */
    public PatchViewModel(Workspace workspace, TaskExecutor executor, InferenceFactory inferences, Consumer<Path> open) {
        this.workspace = workspace;
        adapter = new AdapterTreeModel(executor);
        base = new BaseTreeModel(executor);
        cables = new CablesModel(executor, adapter, base);
        problems = new ProblemsModel(workspace, executor, open);
        connect = new ConnectModel(workspace, executor, inferences, problems::fix);
        rules = new RulesModel(workspace);
        result = new ResultModel(executor);
        heat = new HeatStripModel(executor);
        values = new ValuesModel(workspace);
        history = new HistoryModel(workspace);
        adapter.rowsProperty().subscribe(this::tellLoading);
        opening.subscribe(this::tellLoading);
        base.rowsProperty().subscribe(this::tellLoading);
        base.rowsProperty().subscribe(rows -> connect.show(settled(), rows));
        workspace.listen(this::refresh);
        refresh();
    }

    public AdapterTreeModel adapter() {
        return adapter;
    }

    public BaseTreeModel base() {
        return base;
    }

    public CablesModel cables() {
        return cables;
    }

    public ConnectModel connect() {
        return connect;
    }

    public ProblemsModel problems() {
        return problems;
    }

    public RulesModel rules() {
        return rules;
    }

    public ResultModel result() {
        return result;
    }

    public HeatStripModel heat() {
        return heat;
    }

    public ValuesModel values() {
        return values;
    }

    public HistoryModel history() {
        return history;
    }

    /** What is being opened: anything that may become the adapter, or a base. To be bound to whoever opens files. */
    public ObjectProperty<Set<FileDrop>> openingProperty() {
        return opening;
    }

    /** Whether the adapter is opened or looked at. */
    public ReadOnlyBooleanProperty adapterLoadingProperty() {
        return adapterLoading.getReadOnlyProperty();
    }

    /** Whether a base is opened, or its rows are not there yet. */
    public ReadOnlyBooleanProperty baseLoadingProperty() {
        return baseLoading.getReadOnlyProperty();
    }

    private void tellLoading() {
        WorkspaceState now = workspace.state();
        boolean looking = now.checkpoint().isPresent() && !workspace.isSettled();
        boolean shown = adapter.rowsProperty().get().file().equals(now.checkpoint());
        adapterLoading.set(opening.get().contains(FileDrop.ANYTHING) || looking || !shown);
        baseLoading.set(opening.get().contains(FileDrop.BASE) || !base.rowsProperty().get().base().equals(now.base()));
        problems.look(looking && now.base().isPresent() || !opening.get().isEmpty());
    }

    /** What is open now. */
    public ReadOnlyObjectProperty<WorkspaceState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    private void refresh() {
        WorkspaceState now = workspace.state();
        Optional<BaseModel> model = now.base();
        state.set(now);
        rules.show(now, settled());
        history.refresh();
        if (workspace.isSettled()) {
            Optional<Checkpoint> file = now.checkpoint();
            adapter.show(file, settled());
            base.show(model, settled());
            problems.show(settled());
            result.show(settled());
            heat.show(settled());
        } else {
            adapter.showEarly(now.checkpoint());
            if (!base.rowsProperty().get().base().equals(model)) {
                base.show(model, Optional.empty());
            }
        }
        tellLoading();
    }

    /** The analysis of the current state; empty while it is still computed, so that the parts keep showing the previous one. */
    private Optional<Analysis> settled() {
        return workspace.analysis().filter(newest -> newest.state().equals(workspace.state()));
    }
}
