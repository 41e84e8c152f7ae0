package dev.patchbay.ui.compare;

import atlantafx.base.theme.Styles;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.BroughtPaths;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One of the two files: its name, which opens another one, and a place to drop one. */
final class FileCard extends HBox {

    private final Button name = new Button();
    private final Consumer<List<Path>> dropped;

    /**
     * @param side {@code left} or {@code right}
     * @param dropped receives files that are dropped here
     */
    FileCard(String side, ObjectProperty<Optional<Path>> file, FileDialogs dialogs, Consumer<List<Path>> dropped) {
        super(8);
        this.dropped = dropped;
        setId("compare-" + side);
        getStyleClass().add("compare-file");
        setAlignment(Pos.CENTER_LEFT);
        Label caption = new Label(Texts.of("compare." + side));
        caption.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        caption.setMinWidth(USE_PREF_SIZE);
        name.setId("compare-" + side + "-open");
        name.getStyleClass().addAll(Styles.FLAT, Styles.TEXT_BOLD);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(60);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(name, Priority.ALWAYS);
        Message title = Message.of("compare." + side + ".open");
        name.setOnAction(event -> dialogs.openFile(title).ifPresent(path -> file.set(Optional.of(path))));
        Button folder = Buttons.icon(Icon.FOLDER, Texts.of("compare.openFolder"), () -> dialogs.openFolder(title)
                .ifPresent(path -> file.set(Optional.of(path))));
        folder.setFocusTraversable(true);
        getChildren().addAll(caption, name, folder);
        setOnDragOver(this::over);
        setOnDragDropped(this::drop);
        file.subscribe(path -> {
            name.setText(path.map(CheckpointName::of).map(PlainText::inLine).orElse(title.text()));
            name.setTooltip(new Tooltip(path.map(Path::toString).map(PlainText::inLine).orElse(Texts.of("compare.drop"))));
            name.setAccessibleText(caption.getText() + " " + name.getText());
        });
    }

    /** Consumed here, so that the window does not open the file in another place. */
    private void over(DragEvent event) {
        if (BroughtPaths.isIn(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            event.consume();
        }
    }

    private void drop(DragEvent event) {
        if (BroughtPaths.isIn(event.getDragboard())) {
            dropped.accept(BroughtPaths.of(event.getDragboard()));
            event.setDropCompleted(true);
            event.consume();
        }
    }
}
