package dev.patchbay.ui.patch.tree;

import dev.patchbay.ui.fx.Texts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** A tree of dotted names: rows are created when they are expanded; the expanded branches survive a search. */
public class NameTreeView extends TreeTableView<NameNode> {

    public static final double ROW_HEIGHT = 28;
    /** Maximum width of a column that takes all remaining room. */
    public static final double FLEXIBLE = 5000;
    /** Blocks of up to this many names are expanded whole when a file is first shown. */
    private static final int WHOLE_BELOW = 24;
    /** A search with up to this many matches expands everything. */
    private static final int OPEN_ALL_BELOW = 2000;

    private final Set<NameNode> open = new HashSet<>();
    private final ReadOnlyIntegerWrapper layoutVersion = new ReadOnlyIntegerWrapper(this, "layoutVersion");
    private final ReadOnlyIntegerWrapper dataVersion = new ReadOnlyIntegerWrapper(this, "dataVersion");
    private NameTree tree = NameTree.EMPTY;
    /** The branch to expand first in a new tree; empty for the largest. */
    private String first = "";
    /** What the names are from: another file or model opens anew. */
    private Object subject = NameTree.EMPTY;
    /** Expanded branches of the tree without a search, by path. */
    private Set<String> openPaths = Set.of();
    private List<String> searched = List.of();

    public NameTreeView(String id, String accessibleName) {
        setId(id);
        setAccessibleText(accessibleName);
        setShowRoot(false);
        setFixedCellSize(ROW_HEIGHT);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        getStyleClass().add("name-tree");
    }

    /** Adds a column whose cells compute their content from the row. */
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

    /** Sets the branch to expand first when a new tree is shown. */
    public final void lookFirstAt(String branch) {
        first = branch;
    }

    /** The selected row, if there is one. */
    public final Optional<NameNode> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem()).map(TreeItem::getValue);
    }

    /** Changes when rows are expanded or collapsed or the tree is replaced. */
    public ReadOnlyIntegerProperty layoutVersionProperty() {
        return layoutVersion.getReadOnlyProperty();
    }

    /** Changes when the content of unchanged rows changes. Cells listen to it, since {@link #refresh} would recreate all of them. */
    public ReadOnlyIntegerProperty dataVersionProperty() {
        return dataVersion.getReadOnlyProperty();
    }

    /** The words that the shown rows were searched for, in lower case; none without a search. */
    final List<String> searchedFor() {
        return searched;
    }

    /**
     * Shows a tree; showing the same tree again only redraws its rows. Names of another subject open with their first branches shown.
     *
     * @param query what the tree is the result of; blank without a search
     * @param from the file or model that the names are from
     */
    public void show(NameTree next, String query, Object from) {
        if (next == tree) {
            dataVersion.set(dataVersion.get() + 1);
            return;
        }
        if (searched.isEmpty()) {
            openPaths = openPaths();
        }
        if (!from.equals(subject)) {
            openPaths = Set.of();
        }
        subject = from;
        searched = query.isBlank() ? List.of() : List.of(query.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        tree = next;
        open.clear();
        LazyTreeItem root = new LazyTreeItem(next.root());
        root.addEventHandler(TreeItem.<NameNode>branchExpandedEvent(), event -> setOpen(event.getTreeItem().getValue(), true));
        root.addEventHandler(TreeItem.<NameNode>branchCollapsedEvent(), event -> setOpen(event.getTreeItem().getValue(), false));
        root.setExpanded(true);
        branchesToOpen().forEach(node -> root.item(node).setExpanded(true));
        setRoot(root);
        layoutVersion.set(layoutVersion.get() + 1);
    }

    /** Expands the parents of a row, selects it and scrolls it to the middle. */
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
        scrollTo(Math.max(0, row - (int) (getHeight() / getFixedCellSize() / 3)));
    }

    /** The row of a path, if the current tree contains it. */
    public Optional<NameNode> row(String path) {
        return tree.walkTo(path);
    }

    /** The visible row of a node: its own, or the topmost collapsed branch above it. */
    public NameNode visibleFor(NameNode node) {
        NameNode visible = node;
        for (NameNode above = node.parent(); above != null && above.parent() != null; above = above.parent()) {
            if (!open.contains(above)) {
                visible = above;
            }
        }
        return visible;
    }

    /** The rows in view, from top to bottom, with the vertical middle of each in scene coordinates. */
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
                rows.put(item.getValue(), cell.localToScene(0, getFixedCellSize() / 2).getY());
            }
        }
        return rows;
    }

    /** The scene graph node of a row, if it is in view. */
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
        if (!searched.isEmpty()) {
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
