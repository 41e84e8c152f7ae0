package dev.patchbay.ui.patch.tree;

import dev.patchbay.ui.fx.Texts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/** A tree of dotted names: rows are made when they are looked at; which branches are open survives a search. */
public class NameTreeView extends TreeTableView<NameNode> {

    public static final double ROW_HEIGHT = 28;
    /** Greatest width of a column that takes all the room the others leave. */
    public static final double FLEXIBLE = 5000;
    /** A block of this many names is opened whole when a file is first shown. */
    private static final int WHOLE_BELOW = 24;
    /** A search that leaves this many names shows them all. */
    private static final int OPEN_ALL_BELOW = 2000;

    private final Set<NameNode> open = new HashSet<>();
    private final ReadOnlyIntegerWrapper layoutVersion = new ReadOnlyIntegerWrapper(this, "layoutVersion");
    private final ReadOnlyIntegerWrapper dataVersion = new ReadOnlyIntegerWrapper(this, "dataVersion");
    private NameTree tree = NameTree.EMPTY;
    /** The branch to open first when a tree is new; empty for the largest. */
    private String first = "";
    /** Open branches of the tree without a search, by path. */
    private Set<String> openPaths = Set.of();
    private boolean searched;

    public NameTreeView(String id, String accessibleName) {
        setId(id);
        setAccessibleText(accessibleName);
        setShowRoot(false);
        setFixedCellSize(ROW_HEIGHT);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        getStyleClass().add("name-tree");
    }

    /** Adds a column whose cells work out for themselves what they show of a row. */
    public final void addColumn(String key, double min, double max, Supplier<TreeTableCell<NameNode, NameNode>> cell) {
        TreeTableColumn<NameNode, NameNode> column = new TreeTableColumn<>(Texts.of(key));
        column.setMinWidth(min);
        column.setMaxWidth(max);
        column.setPrefWidth(max == FLEXIBLE ? min * 2 : max);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().getValue()));
        column.setCellFactory(ignored -> cell.get());
        getColumns().add(column);
    }

    /** Opens this branch first when a new tree is shown. */
    public final void lookFirstAt(String branch) {
        first = branch;
    }

    /** The selected row, if there is one. */
    public final Optional<NameNode> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem()).map(TreeItem::getValue);
    }

    /** Changes whenever rows open or close or the tree becomes another. */
    public ReadOnlyIntegerProperty layoutVersionProperty() {
        return layoutVersion.getReadOnlyProperty();
    }

    /** Changes when the same rows have something else to show. Cells listen to it: {@link #refresh} would make all of them anew. */
    public ReadOnlyIntegerProperty dataVersionProperty() {
        return dataVersion.getReadOnlyProperty();
    }

    /**
     * Shows a tree; the same tree again only draws its rows anew.
     *
     * @param search true if the tree is what a search left
     */
    public void show(NameTree next, boolean search) {
        if (next == tree) {
            dataVersion.set(dataVersion.get() + 1);
            return;
        }
        if (!searched) {
            openPaths = openPaths();
        }
        tree = next;
        searched = search;
        open.clear();
        LazyTreeItem root = new LazyTreeItem(next.root());
        root.addEventHandler(TreeItem.<NameNode>branchExpandedEvent(), event -> setOpen(event.getTreeItem().getValue(), true));
        root.addEventHandler(TreeItem.<NameNode>branchCollapsedEvent(), event -> setOpen(event.getTreeItem().getValue(), false));
        root.setExpanded(true);
        branchesToOpen().forEach(node -> root.item(node).setExpanded(true));
        setRoot(root);
        layoutVersion.set(layoutVersion.get() + 1);
    }

    /** Opens the way to a row, selects it and scrolls it into the middle. */
    public void reveal(NameNode node) {
        if (!(getRoot() instanceof LazyTreeItem root)) {
            return;
        }
        TreeItem<NameNode> item = root.item(node);
        for (TreeItem<NameNode> above = item.getParent(); above != null; above = above.getParent()) {
            above.setExpanded(true);
        }
        int row = getRow(item);
        getSelectionModel().clearAndSelect(row);
        scrollTo(Math.max(0, row - (int) (getHeight() / ROW_HEIGHT / 3)));
    }

    /** The row of a path, if the tree that is shown has it. */
    public Optional<NameNode> row(String path) {
        return tree.walkTo(path);
    }

    /** The row that is there for a node: its own, or the topmost closed branch above it. */
    public NameNode visibleFor(NameNode node) {
        NameNode visible = node;
        for (NameNode above = node.parent(); above != null && above.parent() != null; above = above.parent()) {
            if (!open.contains(above)) {
                visible = above;
            }
        }
        return visible;
    }

    /** The rows in view, from top to bottom, with the middle of each in scene coordinates. */
    public Map<NameNode, Double> rowsInView() {
        Map<NameNode, Double> rows = new LinkedHashMap<>();
        VirtualFlow<?> flow = flow();
        if (flow == null || flow.getFirstVisibleCell() == null || flow.getLastVisibleCell() == null) {
            return rows;
        }
        for (int i = flow.getFirstVisibleCell().getIndex(); i <= flow.getLastVisibleCell().getIndex(); i++) {
            TreeItem<NameNode> item = getTreeItem(i);
            Node cell = flow.getCell(i);
            if (item != null && cell != null) {
                rows.put(item.getValue(), cell.localToScene(0, ROW_HEIGHT / 2).getY());
            }
        }
        return rows;
    }

    /** The node in view that draws a row, if it is in view. */
    public @Nullable Node cellOf(NameNode node) {
        VirtualFlow<?> flow = flow();
        if (flow == null || flow.getFirstVisibleCell() == null || flow.getLastVisibleCell() == null) {
            return null;
        }
        for (int i = flow.getFirstVisibleCell().getIndex(); i <= flow.getLastVisibleCell().getIndex(); i++) {
            TreeItem<NameNode> item = getTreeItem(i);
            if (item != null && item.getValue() == node) {
                return flow.getCell(i);
            }
        }
        return null;
    }

    private @Nullable VirtualFlow<?> flow() {
        return lookup(".virtual-flow") instanceof VirtualFlow<?> flow ? flow : null;
    }

    private List<NameNode> branchesToOpen() {
        if (searched) {
            return tree.firstLook("", OPEN_ALL_BELOW);
        }
        List<NameNode> kept = openPaths.stream().flatMap(path -> tree.walkTo(path).stream()).filter(node -> !node.isLeaf()).toList();
        return kept.isEmpty() ? tree.firstLook(first, WHOLE_BELOW) : kept;
    }

    private Set<String> openPaths() {
        return open.stream().map(NameNode::path).collect(Collectors.toSet());
    }

    private void setOpen(NameNode node, boolean opened) {
        if (opened) {
            open.add(node);
        } else {
            open.remove(node);
        }
        layoutVersion.set(layoutVersion.get() + 1);
    }
}
