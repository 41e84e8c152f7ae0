package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The metadata of the new file, entry by entry: changed with Enter or by leaving the field, left out, or added. */
final class MetadataCard extends VBox {

    private final ExportViewModel viewModel;
    private final VBox rows = new VBox(4);
    private final TextField key = field("export-metadata-key", "exportview.metadata.key");
    private final TextField value = field("export-metadata-value", "exportview.metadata.value");
    private Map<String, String> shown = Map.of();

    MetadataCard(ExportViewModel viewModel) {
        super(8);
        this.viewModel = viewModel;
        setId("export-metadata");
        getStyleClass().add("export-card");
        Button add = Buttons.text(Texts.of("exportview.metadata.add"), this::add);
        add.setId("export-metadata-add");
        add.getStyleClass().add(Styles.SMALL);
        add.setMinWidth(USE_PREF_SIZE);
        add.disableProperty().bind(key.textProperty().map(String::isBlank));
        key.setOnAction(event -> value.requestFocus());
        value.setOnAction(event -> add());
        HBox newest = row(key, value, add);
        Label words = new Label(Texts.of("exportview.metadata.words", Declarations.METADATA_KEY));
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        getChildren().addAll(rows, newest, words);
    }

    void show(Map<String, String> metadata) {
        if (!metadata.equals(shown) || rows.getChildren().size() != metadata.size()) {
            shown = metadata;
            rows.getChildren().clear();
            new TreeMap<>(metadata).forEach((name, text) -> rows.getChildren().add(row(name, text)));
        }
    }

    private Node row(String name, String text) {
        Label label = new Label(name);
        label.getStyleClass().add("mono");
        label.setTooltip(new Tooltip(name));
        label.setPrefWidth(170);
        label.setMinWidth(90);
        TextField field = field("", "exportview.metadata.value");
        field.setText(text);
        field.setAccessibleText(name);
        Runnable keep = () -> {
            if (!field.getText().equals(text)) {
                viewModel.metadataProperty().set(viewModel.metadataProperty().get().with(name, field.getText()));
            }
        };
        field.setOnAction(event -> keep.run());
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                keep.run();
            }
        });
        boolean own = name.equals(Declarations.PROVENANCE_KEY);
        field.setEditable(!own);
        Button remove = Buttons.icon(Icon.DELETE, Texts.of("exportview.metadata.remove", name), () ->
                viewModel.metadataProperty().set(viewModel.metadataProperty().get().without(name)));
        return row(label, field, remove);
    }

    private void add() {
        if (!key.getText().isBlank()) {
            viewModel.metadataProperty().set(viewModel.metadataProperty().get().with(key.getText().strip(), value.getText()));
            key.clear();
            value.clear();
            key.requestFocus();
        }
    }

    private static TextField field(String id, String words) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(Texts.of(words));
        field.setAccessibleText(Texts.of(words));
        field.getStyleClass().addAll("mono", Styles.SMALL);
        return field;
    }

    private static HBox row(Node name, Node text, Node button) {
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(8, name, text, button);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
