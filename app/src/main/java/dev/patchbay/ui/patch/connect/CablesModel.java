package dev.patchbay.ui.patch.connect;

import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.patch.tree.AdapterRows;
import dev.patchbay.ui.patch.tree.AdapterTreeModel;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.BaseTreeModel;
import dev.patchbay.ui.patch.tree.NameNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Which tensors of the left tree are mapped to which modules of the right one. */
public final class CablesModel {

    private final LatestTask work;
    private final ReadOnlyObjectWrapper<List<Connection>> connections = new ReadOnlyObjectWrapper<>(this, "connections", List.of());

    public CablesModel(TaskExecutor executor, AdapterTreeModel adapter, BaseTreeModel base) {
        work = new LatestTask(executor);
        Runnable refresh = () -> refresh(adapter.rowsProperty().get(), base.rowsProperty().get());
        adapter.rowsProperty().subscribe(refresh);
        base.rowsProperty().subscribe(refresh);
    }

    public ReadOnlyObjectProperty<List<Connection>> connectionsProperty() {
        return connections.getReadOnlyProperty();
    }

    private void refresh(AdapterRows adapter, BaseRows base) {
        work.run((progress, cancellation) -> connect(adapter, base), connections::set, problem -> {});
    }

    private static List<Connection> connect(AdapterRows adapter, BaseRows base) {
        List<Connection> found = new ArrayList<>();
        for (ModuleReach reach : base.reaches().values()) {
            Optional<NameNode> to = base.tree().find(BaseRows.path(reach.component(), reach.module()));
            for (String source : reach.sources()) {
                adapter.tree().find(source).ifPresent(from -> to.ifPresent(node -> found.add(new Connection(from, node, reach.fits()))));
            }
        }
        return found;
    }
}
