package dev.patchbay.ui.preview.parts;

import dev.patchbay.generation.ModelPart;
import dev.patchbay.message.Message;
import dev.patchbay.ui.dialog.FileDialogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;

/** A row for each file of a model; none for a folder. */
public final class PartRows extends VBox {

    private final BiConsumer<ModelPart.Kind, Path> choose;
    private final FileDialogs dialogs;

    /**
     * @param parts what there is
     * @param choose called with a file that a person chose for a row, or dropped on it
     */
    public PartRows(ObservableValue<List<ModelPart>> parts, BiConsumer<ModelPart.Kind, Path> choose, FileDialogs dialogs) {
        super(8);
        this.choose = choose;
        this.dialogs = dialogs;
        setId("preview-parts");
        parts.subscribe(this::show);
    }

    private void show(List<ModelPart> parts) {
        Optional<String> focused = Optional.ofNullable(getScene()).map(Scene::getFocusOwner).map(Node::getId);
        getChildren().setAll(parts.stream().map(this::row).toList());
        // Rows are made anew; who goes through them with the keyboard stays where they were.
        focused.map(id -> lookup("#" + id)).ifPresent(Node::requestFocus);
        setManaged(!parts.isEmpty());
        setVisible(!parts.isEmpty());
    }

    private PartRow row(ModelPart part) {
        Message title = PartRow.chooses(part.kind());
        Consumer<Path> take = file -> choose.accept(part.kind(), file);
        return new PartRow(part, () -> dialogs.openFile(title).ifPresent(take), take);
    }
}
