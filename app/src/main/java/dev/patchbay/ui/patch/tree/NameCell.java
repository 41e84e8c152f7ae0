package dev.patchbay.ui.patch.tree;

import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Icon;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TreeTableCell;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** Shows the part of the name that a row adds to its parent's, elided in the middle, with search hits, and an icon if it is marked. */
public final class NameCell extends TreeTableCell<NameNode, NameNode> {

    private final ObservableValue<Optional<NameNode>> marked;
    private final SearchHits hits = new SearchHits();
    private final Node sign = Icon.MARK.node("mark-sign");

    public NameCell(ObservableValue<Optional<NameNode>> marked) {
        this.marked = marked;
        getStyleClass().addAll("mono", "name-cell");
        setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        marked.subscribe(mark -> paint());
    }

    @Override
    protected void updateItem(@Nullable NameNode node, boolean empty) {
        super.updateItem(node, empty);
        setText(node == null || empty ? null : PlainText.inLine(node.label()));
        paint();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        List<String> words = getTreeTableView() instanceof NameTreeView tree ? tree.searchedFor() : List.of();
        if (words.isEmpty() || !(lookup(".text") instanceof Text text)) {
            hits.clear();
            return;
        }
        if (!getChildren().contains(hits)) {
            getChildren().addFirst(hits);
        }
        hits.mark(text, words);
    }

    private void paint() {
        setGraphic(getItem() != null && marked.getValue().filter(mark -> mark == getItem()).isPresent() ? sign : null);
    }
}
