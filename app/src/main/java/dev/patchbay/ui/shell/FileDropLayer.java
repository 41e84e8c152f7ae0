package dev.patchbay.ui.shell;

import dev.patchbay.ui.control.BroughtPaths;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.fx.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Overlay shown during a drag of files: highlights the part of the window that accepts them and says how they will be opened. */
final class FileDropLayer extends Pane {

    private final Label words = new Label();
    private final StackPane area = new StackPane(words);
    private @Nullable Node part;
    private final BiConsumer<List<Path>, FileDrop> open;

    /** @param open receives the dropped files and how to open them */
    FileDropLayer(BiConsumer<List<Path>, FileDrop> open) {
        this.open = open;
        setId("file-drop");
        area.getStyleClass().add("file-drop");
        setMouseTransparent(true);
        setVisible(false);
        words.setGraphic(Icon.DROP_HERE.node());
        words.getStyleClass().add("file-drop-words");
        words.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(area);
    }

    /** Handles file drags over {@code window}; parts that accept other drags consume those events themselves. */
    void watch(Node window) {
        window.setOnDragOver(this::over);
        window.setOnDragDropped(this::drop);
        window.setOnDragExited(event -> setVisible(false));
    }

    private void over(DragEvent event) {
        if (BroughtPaths.isIn(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            part = FileDrop.partAt(event.getPickResult().getIntersectedNode());
            requestLayout();
            words.setText(Texts.of(role(event) == FileDrop.BASE ? "ui.drop.asBase" : "ui.drop.asAdapter"));
            setVisible(true);
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        Bounds bounds = part == null ? getLayoutBounds() : sceneToLocal(part.localToScene(part.getLayoutBounds()));
        area.resizeRelocate(bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
    }

    private void drop(DragEvent event) {
        setVisible(false);
        if (BroughtPaths.isIn(event.getDragboard())) {
            open.accept(BroughtPaths.of(event.getDragboard()), role(event));
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private static FileDrop role(DragEvent event) {
        return FileDrop.at(event.getPickResult().getIntersectedNode());
    }
}
