package dev.patchbay.ui.patch;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.TensorState;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.Analysis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The left tree: the adapter's stored tensors, searched, with the state each is in. */
public final class AdapterTreeModel {

    private final LatestTask work;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final BooleanProperty leftoversShown = new SimpleBooleanProperty(this, "leftoversShown");
    private final ReadOnlyObjectWrapper<AdapterRows> rows = new ReadOnlyObjectWrapper<>(this, "rows", AdapterRows.EMPTY);

    private Optional<Checkpoint> checkpoint = Optional.empty();
    private Optional<Analysis> analysis = Optional.empty();
    /** What the file held beside the adapter when it was opened. Kept, so that rows do not come and go while rules change. */
    private Set<String> leftovers = Set.of();
    private TreeKey shown = new TreeKey(Optional.empty(), "", Set.of());

    public AdapterTreeModel(TaskExecutor executor) {
        work = new LatestTask(executor);
        query.subscribe(this::refresh);
        leftoversShown.subscribe(this::refresh);
    }

    public StringProperty queryProperty() {
        return query;
    }

    /** Whether tensors that are no part of the adapter (base weights, T5, VAE of a training state) have rows, too. */
    public BooleanProperty leftoversShownProperty() {
        return leftoversShown;
    }

    public ReadOnlyObjectProperty<AdapterRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Shows another file, or what has become of the same one. */
    void show(Optional<Checkpoint> file, Optional<Analysis> newest) {
        if (!file.equals(checkpoint)) {
            leftovers = newest.map(AdapterTreeModel::leftovers).orElse(Set.of());
        }
        checkpoint = file;
        analysis = newest;
        refresh();
    }

    private void refresh() {
        TreeKey key = new TreeKey(checkpoint, query.get(), leftoversShown.get() ? Set.of() : leftovers);
        Optional<Analysis> newest = analysis;
        Optional<NameTree> kept = key.equals(shown) ? Optional.of(rows.get().tree()) : Optional.empty();
        int beside = leftovers.size();
        work.run((progress, cancellation) -> rows(key, kept, newest, beside, cancellation), result -> {
            shown = key;
            rows.set(result);
        }, problem -> {});
    }

    private static AdapterRows rows(
            TreeKey key, Optional<NameTree> kept, Optional<Analysis> analysis, int beside, Cancellation cancellation) {
        if (key.checkpoint().isEmpty()) {
            return AdapterRows.EMPTY;
        }
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        key.checkpoint().get().infos().forEach(info -> infos.put(info.name(), info));
        NameTree tree = kept.orElseGet(() -> NameTree.of(
                infos.keySet().stream().filter(name -> !key.hidden().contains(name)).toList(), key.query(), cancellation));
        Map<String, TensorState> states = analysis.flatMap(Analysis::report).map(InspectionReport::tensorStates).orElse(Map.of());
        NameTally<TensorState> tally = new NameTally<>(tree, TensorState.class, states::get);
        return new AdapterRows(tree, infos, states, analysis.map(AdapterTreeModel::ranks).orElse(Map.of()), tally, beside);
    }

    private static Map<String, Long> ranks(Analysis analysis) {
        Map<String, Long> ranks = new HashMap<>();
        for (AdapterModule module : analysis.adapter().modules()) {
            module.down().ifPresent(tensor -> ranks.put(tensor.source(), module.rank()));
            module.up().ifPresent(tensor -> ranks.put(tensor.source(), module.rank()));
        }
        return ranks;
    }

    /** Empty where no adapter was recognised: then nobody can tell what is left over. */
    private static Set<String> leftovers(Analysis analysis) {
        return analysis.adapter().modules().isEmpty()
                ? Set.of()
                : analysis.adapter().leftovers().stream().map(MappedTensor::source).collect(Collectors.toSet());
    }

    /** What the tree itself depends on; states may change without it. */
    private record TreeKey(Optional<Checkpoint> checkpoint, String query, Set<String> hidden) {}
}
