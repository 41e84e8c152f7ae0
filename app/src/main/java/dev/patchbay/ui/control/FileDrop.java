package dev.patchbay.ui.control;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Files that are dropped on a part of the window. They are taken there, so that the window does not open them as checkpoints. */
public final class FileDrop {

    private final Predicate<List<Path>> wanted;
    private final Consumer<List<Path>> take;

    private FileDrop(Predicate<List<Path>> wanted, Consumer<List<Path>> take) {
        this.wanted = wanted;
        this.take = take;
    }

    /** @param wanted which files are taken; others go on to what lies below */
    public static void on(Node node, Predicate<List<Path>> wanted, Consumer<List<Path>> take) {
        FileDrop drop = new FileDrop(wanted, take);
        node.setOnDragOver(drop::over);
        node.setOnDragDropped(drop::dropped);
    }

    private void over(DragEvent event) {
        if (!files(event).isEmpty() && wanted.test(files(event))) {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        List<Path> files = files(event);
        if (!files.isEmpty() && wanted.test(files)) {
            take.accept(files);
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private static List<Path> files(DragEvent event) {
        return BroughtPaths.of(event.getDragboard());
    }
}
