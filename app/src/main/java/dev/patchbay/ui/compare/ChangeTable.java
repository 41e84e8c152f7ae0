package dev.patchbay.ui.compare;

import dev.patchbay.comparison.ValueDifference;
import dev.patchbay.message.PlainText;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** A row for each tensor that differs; sorted by any column. */
final class ChangeTable extends TableView<CompareRow> {

    private static final double NAME = 320;
    private static final double NUMBER = 112;
    private static final double MOST_OF_OTHERS = 1.15;

    ChangeTable(CompareModel model) {
        setId("compare-table");
        setAccessibleText(Texts.of("compare.table"));
        getStyleClass().add("compare-table");
        setFixedCellSize(28);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(new EmptyState(Icon.OK, Texts.of("compare.noRows"), Texts.of("compare.noRows.hint")));
        add("kind", 120, row -> row, Comparator.comparing(CompareRow::kind), KindCell::new);
        add("name", NAME, CompareRow::name, Comparator.naturalOrder(), () -> new WordsCell<>(PlainText::inLine, false));
        add("left", 140, row -> words(row.left()), Comparator.naturalOrder(), () -> new WordsCell<>(Function.identity(), false));
        add("right", 140, row -> words(row.right()), Comparator.naturalOrder(), () -> new WordsCell<>(Function.identity(), false));
        number("distance", row -> row.values().map(ValueDifference::distance));
        number("relative", row -> row.values().map(ValueDifference::relative));
        number("cosine", row -> row.values().map(ValueDifference::cosine));
        model.rowsProperty().subscribe(rows -> {
            getItems().setAll(rows);
            sort();
        });
    }

    /** Selects the row of a tensor and scrolls to it. */
    void reveal(String tensor) {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).name().equals(tensor)) {
                getSelectionModel().clearAndSelect(i);
                scrollTo(Math.max(0, i - 3));
                return;
            }
        }
    }

    private static String words(Optional<TensorInfo> info) {
        return info.map(one -> one.dtype() + "  " + one.shape()).orElse("–");
    }

    private void number(String key, Function<CompareRow, Optional<Double>> value) {
        this.<Double>add(key, NUMBER, row -> value.apply(row).orElse(Double.NaN), Comparator.naturalOrder(),
                () -> new WordsCell<Double>(number -> number.isNaN() ? "" : Figures.number(number), true));
    }

    private <T> void add(
            String key, double width, Function<CompareRow, T> value, Comparator<T> order,
            Supplier<TableCell<CompareRow, T>> cell) {
        TableColumn<CompareRow, T> column = new TableColumn<>(Texts.of("compare.column." + key));
        column.setId("compare-column-" + key);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 70));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(ignored -> cell.get());
        column.setComparator(order);
        column.setReorderable(false);
        if (!"name".equals(key)) {
            column.setMaxWidth(width * MOST_OF_OTHERS); // names take what is left
        }
        getColumns().add(column);
    }

    /** What is different, as a sign and in words. */
    private static final class KindCell extends TableCell<CompareRow, CompareRow> {

        @Override
        protected void updateItem(CompareRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll("state-error", "state-warning", "state-info", "state-ok");
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            getStyleClass().addAll("state", row.kind().style());
            setGraphic(row.kind().icon().node());
            setText(row.kinds().stream().map(kind -> Texts.of("compare.kind." + kind.word())).collect(Collectors.joining(", ")));
        }
    }

    private static final class WordsCell<T> extends TableCell<CompareRow, T> {

        private final Function<T, String> words;

        WordsCell(Function<T, String> words, boolean right) {
            this.words = words;
            getStyleClass().add("mono");
            if (right) {
                setStyle("-fx-alignment: center-right;");
            }
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            boolean nothing = empty || item == null;
            setText(nothing ? null : words.apply(item));
            setTooltip(nothing ? null : new Tooltip(getText()));
        }
    }
}
