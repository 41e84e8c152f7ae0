package dev.patchbay.ui.patch.tree;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.Analysis;
import java.util.Collection;
import java.util.HashMap;
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

/** The left tree: the adapter's stored tensors with their states, searchable. */
public final class AdapterTreeModel {

    /** From this number of tensors on, names are shown before the analysis is finished. */
    private static final int LARGE = 20_000;

    private final LatestTask work;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final BooleanProperty leftoversShown = new SimpleBooleanProperty(this, "leftoversShown");
    private final ReadOnlyObjectWrapper<AdapterRows> rows = new ReadOnlyObjectWrapper<>(this, "rows", AdapterRows.EMPTY);

    private Optional<Checkpoint> checkpoint = Optional.empty();
    private Optional<Analysis> analysis = Optional.empty();
    /** Tensors outside the adapter, as found when the file was opened. Kept, so that rows do not come and go while rules change. */
    private Set<String> leftovers = Set.of();
    private Shown shown = Shown.NOTHING;

    public AdapterTreeModel(TaskExecutor executor) {
        work = new LatestTask(executor);
        query.subscribe(this::refresh);
        leftoversShown.subscribe(this::refresh);
    }

    public StringProperty queryProperty() {
        return query;
    }

    /** Whether tensors that are not part of the adapter (base weights, T5, VAE of a training state) are shown too. */
    public BooleanProperty leftoversShownProperty() {
        return leftoversShown;
    }

    public ReadOnlyObjectProperty<AdapterRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Shows the names of a large file before its analysis. A small one is analysed so quickly that its rows would only flicker. */
    public void showEarly(Optional<Checkpoint> file) {
        if (!file.equals(checkpoint) && file.filter(one -> one.tensors().size() >= LARGE).isPresent()) {
            show(file, Optional.empty());
        }
    }

    /** Shows another file, or a new analysis of the same one. */
    public void show(Optional<Checkpoint> file, Optional<Analysis> newest) {
        if (!file.equals(checkpoint) || analysis.isEmpty()) {
            leftovers = newest.map(AdapterTreeModel::leftovers).orElse(Set.of());
        }
        checkpoint = file;
        analysis = newest;
        refresh();
    }

    private void refresh() {
        AdapterTreeKey key = new AdapterTreeKey(checkpoint, query.get(), leftoversShown.get() ? Set.of() : leftovers);
        Optional<Analysis> newest = analysis;
        Shown before = shown;
        int beside = leftovers.size();
        work.run((progress, cancellation) -> before.next(key, newest, beside, cancellation), result -> {
            shown = result;
            rows.set(result.rows());
        }, problem -> {});
    }

    private static Map<String, Long> ranks(Analysis analysis) {
        Map<String, Long> ranks = new HashMap<>();
        for (AdapterModule module : analysis.adapter().modules()) {
            if (module.rank() > 0) {
                module.tensors().forEach(tensor -> ranks.put(tensor.source(), module.rank()));
            }
        }
        return ranks;
    }

    /** Empty if no adapter was recognised: then it is unknown which tensors are left over. */
    private static Set<String> leftovers(Analysis analysis) {
        return analysis.adapter().modules().isEmpty()
                ? Set.of()
                : analysis.adapter().leftovers().stream().map(MappedTensor::source).collect(Collectors.toSet());
    }

    /** Everything the tree itself depends on; states may change without it. */
    private record AdapterTreeKey(Optional<Checkpoint> checkpoint, String query, Set<String> hidden) {

        boolean isSearch() {
            return !query.isBlank();
        }

        boolean hasSameNames(AdapterTreeKey other) {
            return checkpoint.equals(other.checkpoint) && hidden.equals(other.hidden);
        }
    }

    /**
     * The rows and the inputs they were computed from: parts whose inputs are unchanged are reused. For a file with 100,000 tensors each
     * part takes a tenth of a second.
     *
     * @param whole the tree without a search
     */
    private record Shown(AdapterTreeKey key, Optional<Analysis> analysis, NameTree whole, AdapterRows rows) {

        static final Shown NOTHING =
                new Shown(new AdapterTreeKey(Optional.empty(), "", Set.of()), Optional.empty(), NameTree.EMPTY, AdapterRows.EMPTY);

        Shown next(AdapterTreeKey next, Optional<Analysis> newest, int beside, Cancellation cancellation) {
            if (next.checkpoint().isEmpty()) {
                return NOTHING;
            }
            boolean sameFile = next.checkpoint().equals(key.checkpoint());
            // Compared by identity: equals would take longer than making the rows.
            boolean sameAnalysis = sameFile && newest.orElse(null) == analysis.orElse(null);
            Set<String> names = next.checkpoint().get().tensors().keySet();
            NameTree all = next.hasSameNames(key) ? whole : tree(names, next.hidden(), cancellation);
            NameTree tree = next.equals(key) ? rows.tree() : next.isSearch() ? found(next, all, cancellation) : all;
            TensorFits fits = sameAnalysis ? rows.fits() : newest.map(TensorFits::of).orElse(TensorFits.NONE);
            Map<String, Long> ranks = sameAnalysis ? rows.ranks() : newest.map(AdapterTreeModel::ranks).orElse(Map.of());
            NameTally<FitState> tally = sameAnalysis && tree == rows.tree()
                    ? rows.tally()
                    : tally(tree, fits);
            return new Shown(next, newest, all, new AdapterRows(
                    tree, next.checkpoint(), next.query(), all.names(), fits, ranks, tally, beside));
        }

        /** Names that match a longer query also match its prefix, so only the previous matches are searched when the query grows. */
        private NameTree found(AdapterTreeKey next, NameTree all, Cancellation cancellation) {
            boolean goesOn = key.isSearch() && next.hasSameNames(key) && next.query().startsWith(key.query());
            return NameTree.of((goesOn ? rows.tree() : all).allNames(), next.query(), cancellation);
        }

        private static NameTally<FitState> tally(NameTree tree, TensorFits fits) {
            return fits.isEmpty()
                    ? NameTally.none(tree, FitState.class)
                    : new NameTally<>(tree, FitState.class, fits::get);
        }

        private static NameTree tree(Collection<String> names, Set<String> hidden, Cancellation cancellation) {
            return NameTree.of(
                    hidden.isEmpty() ? names : names.stream().filter(name -> !hidden.contains(name)).toList(), "", cancellation);
        }
    }
}
