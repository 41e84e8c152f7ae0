package dev.patchbay.ui.patch.tree;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;

/** A tree item that creates its children on first access, so that a tree of 200,000 rows appears at once. */
final class LazyTreeItem extends TreeItem<NameNode> {

    private boolean made;

    LazyTreeItem(NameNode node) {
        super(node);
    }

    @Override
    public boolean isLeaf() {
        return getValue().isLeaf();
    }

    @Override
    public ObservableList<TreeItem<NameNode>> getChildren() {
        if (!made) {
            made = true;
            List<TreeItem<NameNode>> children = new ArrayList<>();
            getValue().children().forEach(child -> children.add(new LazyTreeItem(child)));
            super.getChildren().setAll(children);
        }
        return super.getChildren();
    }

    /** The item of a node below this one, created if needed. */
    TreeItem<NameNode> item(NameNode node) {
        TreeItem<NameNode> item = this;
        while (item.getValue() != node) {
            item = item.getChildren().stream().filter(child -> child.getValue().contains(node)).findFirst().orElseThrow();
        }
        return item;
    }
}
