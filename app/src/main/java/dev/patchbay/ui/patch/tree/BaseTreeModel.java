package dev.patchbay.ui.patch.tree;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.Analysis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The right tree: the modules of the base model with what is mapped to each, searchable. */
public final class BaseTreeModel {

    private final LatestTask work;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final ReadOnlyObjectWrapper<BaseRows> rows = new ReadOnlyObjectWrapper<>(this, "rows", BaseRows.EMPTY);

    private Optional<BaseModel> base = Optional.empty();
    private Optional<Analysis> analysis = Optional.empty();
    private BaseTreeKey shown = new BaseTreeKey(Optional.empty(), "");

    public BaseTreeModel(TaskExecutor executor) {
        work = new LatestTask(executor);
        query.subscribe(this::refresh);
    }

    public StringProperty queryProperty() {
        return query;
    }

    public ReadOnlyObjectProperty<BaseRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    public void show(Optional<BaseModel> model, Optional<Analysis> newest) {
        base = model;
        analysis = newest;
        refresh();
    }

    private void refresh() {
        BaseTreeKey key = new BaseTreeKey(base, query.get());
        Optional<NameTree> kept = key.equals(shown) ? Optional.of(rows.get().tree()) : Optional.empty();
        Optional<Analysis> newest = analysis;
        work.run((progress, cancellation) -> rows(key, kept, newest, cancellation), result -> {
            shown = key;
            rows.set(result);
        }, problem -> {});
    }

    private static BaseRows rows(BaseTreeKey key, Optional<NameTree> kept, Optional<Analysis> newest, Cancellation cancellation) {
        if (key.base().isEmpty()) {
            return BaseRows.EMPTY;
        }
        Map<String, ModuleInfo> modules = new LinkedHashMap<>();
        for (ModuleDictionary component : key.base().get().components()) {
            component.modules().forEach(module -> modules.put(BaseRows.path(component.component(), module.name()), module));
        }
        Map<String, ModuleReach> reaches = new HashMap<>();
        newest.flatMap(Analysis::report).ifPresent(inspected -> inspected.reaches().values()
                .forEach(reach -> reaches.put(BaseRows.path(reach.component(), reach.module()), reach)));
        NameTree tree = kept.orElseGet(() -> NameTree.of(modules.keySet(), key.query(), cancellation));
        TensorFits fits = newest.map(TensorFits::of).orElse(TensorFits.NONE);
        NameTally<FitState> tally =
                new NameTally<>(tree, FitState.class, path -> BaseRows.state(modules.get(path), reaches.get(path), fits));
        return new BaseRows(tree, key.base(), key.query(), modules, reaches, fits, tally);
    }

    private record BaseTreeKey(Optional<BaseModel> base, String query) {}
}
