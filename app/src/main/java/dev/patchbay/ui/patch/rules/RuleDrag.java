package dev.patchbay.ui.patch.rules;

import java.util.OptionalInt;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;

/** Rules of one list that change places by drag and drop. A line shows between which rules the dragged one would come to stand. */
final class RuleDrag {

    private static final PseudoClass ABOVE = PseudoClass.getPseudoClass("drop-above");
    private static final PseudoClass BELOW = PseudoClass.getPseudoClass("drop-below");

    private final RulesModel model;
    private OptionalInt dragged = OptionalInt.empty();

    RuleDrag(RulesModel model) {
        this.model = model;
    }

    void install(ListCell<RuleRow> cell) {
        cell.setOnDragDetected(event -> start(cell, event));
        cell.setOnDragOver(event -> over(cell, event));
        cell.setOnDragExited(event -> unmark(cell));
        cell.setOnDragDropped(event -> drop(cell, event));
        cell.setOnDragDone(event -> dragged = OptionalInt.empty());
    }

    private void start(ListCell<RuleRow> cell, MouseEvent event) {
        RuleRow row = cell.getItem();
        if (row != null && !cell.isEditing()) {
            Dragboard board = cell.startDragAndDrop(TransferMode.MOVE);
            ClipboardContent content = new ClipboardContent();
            content.putString(row.line());
            board.setContent(content);
            dragged = OptionalInt.of(row.position());
            event.consume();
        }
    }

    private void over(ListCell<RuleRow> cell, DragEvent event) {
        if (dragged.isPresent() && cell.getItem() != null) {
            event.acceptTransferModes(TransferMode.MOVE);
            boolean below = isBelow(cell, event);
            cell.pseudoClassStateChanged(ABOVE, !below);
            cell.pseudoClassStateChanged(BELOW, below);
            event.consume();
        }
    }

    private void drop(ListCell<RuleRow> cell, DragEvent event) {
        unmark(cell);
        if (dragged.isPresent() && cell.getItem() != null) {
            int from = dragged.getAsInt();
            int gap = cell.getItem().position() + (isBelow(cell, event) ? 1 : 0);
            model.moveTo(from, from < gap ? gap - 1 : gap);
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private static boolean isBelow(ListCell<RuleRow> cell, DragEvent event) {
        return event.getY() > cell.getHeight() / 2;
    }

    private static void unmark(ListCell<RuleRow> cell) {
        cell.pseudoClassStateChanged(ABOVE, false);
        cell.pseudoClassStateChanged(BELOW, false);
    }
}
