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

/**
 * Shows the part of the name that a row adds to its parent's, elided where it is like its siblings, with search hits, and an icon if it is
 * marked.
 */
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
        if (!(lookup(".text") instanceof Text text)) {
            hits.clear();
            return;
        }
        keepWhatTellsApart(text);
        List<String> words = getTreeTableView() instanceof NameTreeView tree ? tree.searchedFor() : List.of();
        if (words.isEmpty()) {
            hits.clear();
            return;
        }
        if (!getChildren().contains(hits)) {
            getChildren().addFirst(hits);
        }
        hits.mark(text, words);
    }

    /** The skin elides in the middle; characters are equally wide, so that another stretch takes the same room. */
    private void keepWhatTellsApart(Text text) {
        NameNode node = getItem();
        if (node == null || text.getText().equals(getText()) || !node.label().equals(getText())) {
            return;
        }
        SiblingElision.of(node).in(text.getText().length()).ifPresent(text::setText);
    }

    private void paint() {
        setGraphic(getItem() != null && marked.getValue().filter(mark -> mark == getItem()).isPresent() ? sign : null);
    }
}
