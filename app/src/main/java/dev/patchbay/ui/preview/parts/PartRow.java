package dev.patchbay.ui.preview.parts;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.FileDrop;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One file of a model: its kind, its name, what is known about it, and a button to choose another. A file can be dropped here, too. */
final class PartRow extends VBox {

    PartRow(ModelPart part, Consumer<Node> choose, Consumer<Path> dropped) {
        super(2);
        String kind = part.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        setId("preview-part-" + kind);
        Label name = new Label(Texts.of("preview.part." + kind));
        name.setGraphic((part.usable() ? Icon.OK : Icon.WARNING).node());
        name.setMinWidth(USE_PREF_SIZE);
        Label file = new Label(part.file().map(path -> PlainText.inLine(String.valueOf(path.getFileName()))).orElse(""));
        file.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        file.setMaxWidth(Double.MAX_VALUE);
        part.file().ifPresent(path -> file.setTooltip(new Tooltip(PlainText.inLine(path.toString()))));
        HBox.setHgrow(file, Priority.ALWAYS);
        Button button = Buttons.icon(Icon.FOLDER, chooses(part.kind()).text(), () -> {});
        button.setOnAction(event -> choose.accept(button));
        button.setId("preview-choose-" + kind);
        button.setFocusTraversable(true);
        HBox row = new HBox(8, name, file, button);
        row.setAlignment(Pos.CENTER_LEFT);
        Label words = new Label(part.found().text());
        words.setId("preview-part-words-" + kind);
        words.setWrapText(true);
        words.getStyleClass().setAll("label", part.usable() ? Styles.TEXT_MUTED : Styles.DANGER);
        getChildren().addAll(row, words);
        FileDrop.on(this, files -> files.size() == 1, files -> dropped.accept(files.getFirst()));
    }

    static Message chooses(ModelPart.Kind kind) {
        return Message.of("preview.choosePart." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
