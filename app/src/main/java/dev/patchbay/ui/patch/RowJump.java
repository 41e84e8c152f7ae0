package dev.patchbay.ui.patch;

import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.ui.control.SearchField;
import dev.patchbay.ui.patch.connect.AdapterTreeView;
import dev.patchbay.ui.patch.connect.BaseTreeView;
import dev.patchbay.ui.patch.heat.HeatCell;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.NameNode;
import java.util.Optional;

/** Selects and scrolls to rows in both trees. A search that hides them is cleared; tensors outside the adapter are made visible first. */
final class RowJump {

    private final PatchViewModel model;
    private final AdapterTreeView adapterTree;
    private final BaseTreeView baseTree;
    private final SearchField adapterSearch;
    private final SearchField baseSearch;
    private Optional<String> wantedTensor = Optional.empty();
    private Optional<String> wantedModule = Optional.empty();

    RowJump(PatchViewModel model, AdapterTreeView adapterTree, BaseTreeView baseTree, SearchField adapterSearch, SearchField baseSearch) {
        this.model = model;
        this.adapterTree = adapterTree;
        this.baseTree = baseTree;
        this.adapterSearch = adapterSearch;
        this.baseSearch = baseSearch;
        model.adapter().rowsProperty().subscribe(rows -> wantedTensor.ifPresent(this::showTensor));
        model.base().rowsProperty().subscribe(rows -> wantedModule.flatMap(this::module).ifPresent(this::showModule));
    }

    void to(Problem problem) {
        to(problem.tensors().stream().findFirst(), problem.module());
    }

    void to(HeatCell cell) {
        to(cell.tensors().stream().findFirst(), BaseRows.path(cell.component(), cell.module()));
    }

    /** @param module with or without its component; if the base has no such module, the one that the tensor is mapped to is shown */
    private void to(Optional<String> tensor, String module) {
        wantedTensor = tensor;
        wantedModule = Optional.of(module).filter(name -> module(name).isPresent()).or(() -> tensor.flatMap(this::reached))
                .or(() -> hidden(module));
        tensor.ifPresent(this::showTensor);
        wantedModule.ifPresent(this::showModule);
    }

    private void showTensor(String tensor) {
        model.adapter().rowsProperty().get().tree().find(tensor).ifPresentOrElse(this::showTensor, this::showMore);
    }

    /** Reveals a hidden row: clears the search, else shows tensors outside the adapter, else gives up. */
    private void showMore() {
        if (!model.adapter().queryProperty().get().isBlank()) {
            adapterSearch.clear();
        } else if (!model.adapter().leftoversShownProperty().get()) {
            model.adapter().leftoversShownProperty().set(true);
        } else {
            wantedTensor = Optional.empty();
        }
    }

    private void showModule(String module) {
        module(module).ifPresentOrElse(this::showModule, baseSearch::clear);
    }

    private void showTensor(NameNode row) {
        wantedTensor = Optional.empty();
        adapterTree.reveal(row);
    }

    private void showModule(NameNode row) {
        wantedModule = Optional.empty();
        baseTree.reveal(row);
    }

    private Optional<NameNode> module(String module) {
        BaseRows rows = model.base().rowsProperty().get();
        return rows.tree()
                .find(module)
                .or(() -> rows.base().flatMap(base -> rows.tree().find(BaseRows.path(base.main().component(), module))));
    }

    private Optional<String> reached(String tensor) {
        return model.base().rowsProperty().get().reaches().values().stream()
                .filter(reach -> reach.sources().contains(tensor))
                .findFirst()
                .map(RowJump::path);
    }

    private static String path(ModuleReach reach) {
        return BaseRows.path(reach.component(), reach.module());
    }

    /** A module that is hidden only by a search. */
    private Optional<String> hidden(String module) {
        BaseRows rows = model.base().rowsProperty().get();
        return Optional.of(module)
                .map(name -> rows.modules().containsKey(name) ? name
                        : rows.base().map(base -> BaseRows.path(base.main().component(), name)).orElse(name))
                .filter(rows.modules()::containsKey);
    }
}
