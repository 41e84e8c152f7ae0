package dev.patchbay.ui.patch.rules;

import dev.patchbay.mapping.DroppedTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The adapter's names before and after the rules, searchable by both. */
public final class ResultModel {

    private final LatestTask work;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final ObservableList<ResultRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ResultRow> shown = FXCollections.unmodifiableObservableList(rows);
    private Optional<Analysis> analysis = Optional.empty();

    public ResultModel(TaskExecutor executor) {
        work = new LatestTask(executor);
        query.subscribe(this::refresh);
    }

    public StringProperty queryProperty() {
        return query;
    }

    public ObservableList<ResultRow> rows() {
        return shown;
    }

    public void show(Optional<Analysis> newest) {
        analysis = newest;
        refresh();
    }

    private void refresh() {
        Optional<Analysis> of = analysis;
        List<String> words = List.of(query.get().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        work.run((progress, cancellation) -> of.map(newest -> rows(newest, words)).orElse(List.of()), rows::setAll, problem -> {});
    }

    /** The adapter's tensors in file order, then those dropped by rules; tensors outside the adapter are not listed. */
    private static List<ResultRow> rows(Analysis analysis, List<String> words) {
        List<ResultRow> rows = new ArrayList<>();
        Stream<MappedTensor> tensors = analysis.adapter().modules().stream().flatMap(module -> module.tensors().stream());
        tensors.forEach(tensor -> rows.add(new ResultRow(tensor.source(), Optional.of(tensor.info()))));
        for (DroppedTensor dropped : analysis.mapping().dropped()) {
            rows.add(new ResultRow(dropped.info().name(), Optional.empty()));
        }
        rows.removeIf(row -> !words.stream().allMatch(text(row)::contains));
        return rows;
    }

    private static String text(ResultRow row) {
        return (row.source() + " " + row.result().map(info -> info.name()).orElse("")).toLowerCase(Locale.ROOT);
    }
}
