package dev.patchbay.ui.patch.tree;

import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Icon;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.TreeTableCell;
import org.jspecify.annotations.Nullable;

/** Shows the part of the name that a row adds to its parent's, and an icon if the row is marked. */
public final class NameCell extends TreeTableCell<NameNode, NameNode> {

    private final ObservableValue<Optional<NameNode>> marked;
    private final Node sign = Icon.MARK.node("mark-sign");

    public NameCell(ObservableValue<Optional<NameNode>> marked) {
        this.marked = marked;
        getStyleClass().addAll("mono", "name-cell");
        marked.subscribe(mark -> paint());
    }

    @Override
    protected void updateItem(@Nullable NameNode node, boolean empty) {
        super.updateItem(node, empty);
        setText(node == null || empty ? null : PlainText.inLine(node.label()));
        paint();
    }

    private void paint() {
        setGraphic(getItem() != null && marked.getValue().filter(mark -> mark == getItem()).isPresent() ? sign : null);
    }
}
