package dev.patchbay.ui.preview.field;

import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.OwnPresets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Presets of one's own: choose one, or type a name and keep the present settings under it. */
public final class OwnPresetRow extends HBox {

    private final OwnPresets presets;
    private final ComboBox<String> names = new ComboBox<>();

    public OwnPresetRow(OwnPresets presets) {
        super(6);
        this.presets = presets;
        setAlignment(Pos.CENTER_LEFT);
        names.setId("preview-own-presets");
        names.setEditable(true);
        names.setMaxWidth(Double.MAX_VALUE);
        names.setPromptText(Texts.of("preview.own"));
        names.setAccessibleText(Texts.of("preview.own"));
        names.getEditor().addEventHandler(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.ENTER && !presets.names().contains(names.getEditor().getText().strip())) {
                keep();
            }
        });
        HBox.setHgrow(names, Priority.ALWAYS);
        Button keep = Buttons.text(Texts.of("preview.own.keep"), this::keep);
        keep.setId("preview-own-keep");
        keep.setMinWidth(USE_PREF_SIZE);
        Button remove = Buttons.icon(Icon.DELETE, Texts.of("preview.own.remove"), () -> {
            presets.remove(names.getEditor().getText().strip());
            names.getEditor().clear();
        });
        remove.setId("preview-own-remove");
        remove.setFocusTraversable(true);
        getChildren().addAll(names, keep, remove);
        presets.presetsProperty().subscribe(known -> names.getItems().setAll(presets.names()));
        names.getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (chosen != null) {
                presets.apply(chosen);
            }
        });
    }

    private void keep() {
        presets.keep(names.getEditor().getText());
    }
}
