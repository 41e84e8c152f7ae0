package dev.patchbay.ui.export;

import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Every tensor of the new file, with type and shape. */
final class NameList extends ListView<ExportTensor> {

    private static final double ROW = 26;

    NameList() {
        setId("export-names");
        setAccessibleText(Texts.of("exportview.names"));
        setFixedCellSize(ROW);
        setMinHeight(4 * ROW);
        setCellFactory(list -> new Row());
    }

    private static final class Row extends ListCell<ExportTensor> {

        private final Label name = new Label();
        private final Label kind = new Label();
        private final HBox box = new HBox(12, name, kind);

        Row() {
            name.getStyleClass().add("mono");
            name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            kind.getStyleClass().addAll("mono", "text-muted");
            kind.setMinWidth(USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable ExportTensor tensor, boolean empty) {
            super.updateItem(tensor, empty);
            if (tensor == null || empty) {
                setGraphic(null);
                setTooltip(null);
            } else {
                name.setText(PlainText.inLine(tensor.info().name()));
                setTooltip(new Tooltip(name.getText()));
                kind.setText(tensor.info().dtype() + " " + tensor.info().shape());
                setGraphic(box);
            }
        }
    }
}
