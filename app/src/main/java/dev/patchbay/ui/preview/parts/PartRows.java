package dev.patchbay.ui.preview.parts;

import dev.patchbay.generation.MachineModels.Held;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.dialog.FileDialogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;

/** A row for each file of a model; none for a folder. */
public final class PartRows extends VBox {

    private final BiConsumer<ModelPart.Kind, Path> choose;
    private final FileDialogs dialogs;
    private final Supplier<List<Held>> elsewhere;

    /**
     * @param parts what there is
     * @param choose called with a file that a person chose for a row, or dropped on it
     * @param elsewhere files of the machine that makes the clips, if that is another one: a row offers these instead of those here
     */
    public PartRows(ObservableValue<List<ModelPart>> parts, BiConsumer<ModelPart.Kind, Path> choose, FileDialogs dialogs,
            Supplier<List<Held>> elsewhere) {
        super(8);
        this.choose = choose;
        this.dialogs = dialogs;
        this.elsewhere = elsewhere;
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

    private static void offer(List<Held> there, Consumer<Path> take, Node button) {
        ContextMenu menu = new ContextMenu();
        for (Held held : there) {
            MenuItem item = new MenuItem(PlainText.inLine(held.name()));
            item.setMnemonicParsing(false);
            item.setOnAction(event -> take.accept(held.path()));
            menu.getItems().add(item);
        }
        menu.show(button, Side.BOTTOM, 0, 0);
    }

    private PartRow row(ModelPart part) {
        Message title = PartRow.chooses(part.kind());
        Consumer<Path> take = file -> choose.accept(part.kind(), file);
        return new PartRow(part, button -> {
            List<Held> there = elsewhere.get();
            if (there.isEmpty()) {
                dialogs.openFile(title).ifPresent(take);
            } else {
                offer(there, take, button);
            }
        }, take);
    }
}
