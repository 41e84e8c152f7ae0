package dev.patchbay.ui.settings;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.settings.FolderSetting;
import dev.patchbay.settings.Settings;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A folder: what it is for, where it is, and buttons to choose another one or to go back to the usual one. */
final class FolderRow extends VBox {

    private final FolderSetting folder;
    private final SettingsParts parts;
    private final Label path = new Label();
    private final Button usual;

    FolderRow(FolderSetting folder, SettingsParts parts, FileDialogs dialogs) {
        super(2);
        this.folder = folder;
        this.parts = parts;
        Label name = new Label(Texts.of("settingsview.folder." + folder.word()));
        path.setId("folder-" + folder.word());
        path.getStyleClass().add(Styles.TEXT_MUTED);
        path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        path.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(path, Priority.ALWAYS);
        Button choose = Buttons.icon(Icon.FOLDER, Texts.of("settingsview.folder.choose"), () -> dialogs
                .openFolder(Message.of("settingsview.folder." + folder.word()))
                .ifPresent(chosen -> set(Optional.of(chosen))));
        choose.setId("choose-" + folder.word());
        choose.setFocusTraversable(true);
        usual = Buttons.icon(Icon.UNDO, Texts.of("settingsview.folder.usual"), () -> set(Optional.empty()));
        usual.setId("usual-" + folder.word());
        usual.setFocusTraversable(true);
        HBox row = new HBox(6, path, choose, usual);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(name, row);
        parts.settings().listen(this::show);
        show();
    }

    private void set(Optional<Path> chosen) {
        parts.settings().set(folder.setting(), chosen);
    }

    private void show() {
        Settings settings = parts.settings();
        Optional<Path> chosen = settings.get(folder.setting());
        Path shown = chosen.orElseGet(() -> parts.usual().apply(folder));
        path.setText(chosen.isPresent() ? shown.toString() : Texts.of("settingsview.folder.usualPath", shown));
        path.setTooltip(new Tooltip(shown.toString()));
        usual.setDisable(chosen.isEmpty());
    }
}
