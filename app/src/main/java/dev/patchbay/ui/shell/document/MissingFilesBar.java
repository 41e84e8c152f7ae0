package dev.patchbay.ui.shell.document;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.saved.MissingFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A row for each file of the workspace that is not there: where it was, and buttons to locate it or to go without it. */
public final class MissingFilesBar extends VBox {

    private final DocumentModel model;
    private final FileDialogs dialogs;
    private final BiConsumer<MissingFile, Path> locate;

    /** @param locate opens a file in place of the missing one */
    public MissingFilesBar(DocumentModel model, FileDialogs dialogs, BiConsumer<MissingFile, Path> locate) {
        this.model = model;
        this.dialogs = dialogs;
        this.locate = locate;
        setId("missing-files");
        getStyleClass().add("missing-files");
        model.missing().addListener((ListChangeListener<MissingFile>) change -> fill());
        fill();
    }

    private void fill() {
        getChildren().setAll(model.missing().stream().map(this::row).toList());
        setVisible(!model.missing().isEmpty());
        setManaged(!model.missing().isEmpty());
    }

    private Node row(MissingFile missing) {
        String role = missing.role().name().toLowerCase(Locale.ROOT);
        Label words = new Label(Texts.of("ui.missing." + role, missing.reason()), Icon.WARNING.node());
        words.setWrapText(true);
        words.getStyleClass().addAll("state", "state-warning");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        Button file = Buttons.text(Texts.of("ui.missing.locateFile"), () -> dialogs.openFile(title(missing))
                .ifPresent(found -> locate.accept(missing, found)));
        Button folder = Buttons.text(Texts.of("ui.missing.locateFolder"), () -> dialogs.openFolder(title(missing))
                .ifPresent(found -> locate.accept(missing, found)));
        Button without = Buttons.text(Texts.of("ui.missing.without"), () -> model.letGo(missing));
        file.setId("locate-" + role);
        without.setId("without-" + role);
        for (Button button : new Button[] {file, folder, without}) {
            button.getStyleClass().add(Styles.SMALL);
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox row = new HBox(8, words, file, folder, without);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Message title(MissingFile missing) {
        return Message.of("ui.dialog.locate", missing.file().name());
    }
}
