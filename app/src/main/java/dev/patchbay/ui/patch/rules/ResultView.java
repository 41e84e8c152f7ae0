package dev.patchbay.ui.patch.rules;

import dev.patchbay.message.PlainText;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.SearchField;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.patch.tree.Shapes;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Every tensor of the adapter with the name and shape the rules give it. */
public final class ResultView extends BorderPane {

    private final TableView<ResultRow> table;
    private final Label count = new Label();

    public ResultView(ResultModel model) {
        table = new TableView<>(model.rows());
        table.setId("result");
        table.getStyleClass().add("name-table");
        table.setFixedCellSize(NameTreeView.ROW_HEIGHT);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.setAccessibleText(Texts.of("ui.result"));
        table.setPlaceholder(new EmptyState(Icon.ADAPTER, Texts.of("ui.result.none"), Texts.of("ui.result.none.hint")));
        addColumn("ui.column.source", NameTreeView.FLEXIBLE, ResultRow::source);
        addColumn("ui.column.result", NameTreeView.FLEXIBLE, ResultView::resultName);
        addColumn("ui.column.shape", 110, row -> row.result().map(TensorInfo::shape).map(Shapes::text).orElse(""));
        addColumn("ui.column.dtype", 60, row -> row.result().map(info -> info.dtype().name()).orElse(""));
        SearchField search = new SearchField(Texts.of("ui.result.search"), Texts.of("ui.search.clear"));
        search.setId("result-search");
        search.setPrefWidth(230);
        search.queryProperty().subscribe(query -> model.queryProperty().set(query));
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox bar = new HBox(count, spacer, search);
        bar.getStyleClass().add("pane-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        count.getStyleClass().add("text-muted");
        model.rows().addListener((ListChangeListener<ResultRow>) change -> recount());
        recount();
        setTop(bar);
        setCenter(table);
    }

    private void recount() {
        long renamed = table.getItems().stream().filter(ResultRow::isRenamed).count();
        long dropped = table.getItems().stream().filter(row -> row.result().isEmpty()).count();
        count.setText(Texts.of("ui.result.count", table.getItems().size() - dropped, renamed, dropped));
    }

    private static String resultName(ResultRow row) {
        return row.result()
                .map(info -> row.isRenamed() ? info.name() : Texts.of("ui.result.same"))
                .orElseGet(() -> Texts.of("ui.result.dropped"));
    }

    private void addColumn(String key, double max, Function<ResultRow, String> text) {
        TableColumn<ResultRow, String> column = new TableColumn<>(Texts.of(key));
        column.setMinWidth(max == NameTreeView.FLEXIBLE ? 160 : max);
        column.setMaxWidth(max);
        column.setPrefWidth(max == NameTreeView.FLEXIBLE ? 500 : max);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        column.setCellFactory(ignored -> new ResultCell());
        table.getColumns().add(column);
    }

    /** Draws names that rules do not change in a muted colour. */
    private static final class ResultCell extends TableCell<ResultRow, String> {

        ResultCell() {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty || text == null ? null : PlainText.inLine(text));
            ResultRow row = getTableRow() == null ? null : getTableRow().getItem();
            boolean quiet = row != null && !row.isRenamed();
            getStyleClass().setAll("cell", "indexed-cell", "table-cell", "table-column", "mono", quiet ? "quiet" : "plain");
        }
    }
}
