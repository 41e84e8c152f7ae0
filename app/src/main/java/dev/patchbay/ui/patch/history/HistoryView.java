package dev.patchbay.ui.patch.history;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/** The steps by name, newest first; a click or Enter goes there. */
public final class HistoryView extends BorderPane {

    private final HistoryModel model;
    private final ListView<HistoryRow> list;

    public HistoryView(HistoryModel model) {
        this.model = model;
        list = new ListView<>(model.rows());
        list.setId("history");
        list.setAccessibleText(Texts.of("ui.history"));
        list.setPlaceholder(new EmptyState(Icon.UNDO, Texts.of("ui.history"), Texts.of("ui.history.hint")));
        list.setCellFactory(view -> new StepCell());
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            HistoryRow row = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null) {
                model.goTo(row);
                event.consume();
            }
        });
        setCenter(list);
    }

    private final class StepCell extends ListCell<HistoryRow> {

        StepCell() {
            getStyleClass().add("history-cell");
            setOnMouseClicked(event -> {
                if (getItem() != null) {
                    model.goTo(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable HistoryRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll(Styles.TEXT_BOLD, Styles.TEXT_MUTED);
            if (row == null || empty) {
                setText(null);
                setGraphic(null);
                return;
            }
            setText(row.label().text());
            setGraphic(switch (row.when()) {
                case NOW -> Icon.ARROW_RIGHT.node();
                case BEFORE -> Icon.CHECK.node();
                case UNDONE -> Icon.REDO.node();
            });
            switch (row.when()) {
                case NOW -> getStyleClass().add(Styles.TEXT_BOLD);
                case BEFORE -> {}
                case UNDONE -> getStyleClass().add(Styles.TEXT_MUTED);
            }
            setAccessibleText(Texts.of("ui.history." + row.when().name().toLowerCase(java.util.Locale.ROOT), getText()));
        }
    }
}
