package dev.patchbay.ui.patch.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a {@link NameTree}: a name, or a branch above names. A branch with a single child is merged with it: {@code 0.attention}. */
public final class NameNode {

    private final String label;
    private final String path;
    private final boolean named;
    private final @Nullable NameNode parent;
    /** Most rows are leaves: an empty shared list saves 100,000 objects. */
    private List<NameNode> children = List.of();
    private int order;
    private int end;
    private int names;

    /**
     * @param label what the row adds to its parent's path
     * @param path full path from the root: with its last underscore for a branch of flattened names
     * @param named true if the path itself is a name, not only a branch
     */
    public NameNode(String label, String path, boolean named, @Nullable NameNode parent) {
        this.label = label;
        this.path = path;
        this.named = named;
        this.parent = parent;
    }

    public void add(NameNode child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(2);
        }
        children.add(child);
    }

    /** Completes the node once all nodes below it are complete. */
    public void number(int first, int next) {
        order = first;
        end = next;
        names = named ? 1 : 0;
        for (NameNode child : children) {
            names += child.names;
        }
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }

    public boolean isName() {
        return named;
    }

    /** True if a name begins with the path of this row and goes on below it. */
    public boolean isAbove(String name) {
        return NameDraft.isAbove(path, name);
    }

    public boolean isLeaf() {
        return children.isEmpty();
    }

    public @Nullable NameNode parent() {
        return parent;
    }

    public List<NameNode> children() {
        return Collections.unmodifiableList(children);
    }

    /** Number of names here and below. */
    public int names() {
        return names;
    }

    /** Names here and below, in the order of the rows; at most {@code most}. */
    public List<String> someNames(int most) {
        List<String> some = new ArrayList<>();
        if (named) {
            some.add(path);
        }
        for (NameNode child : children) {
            if (some.size() >= most) {
                break;
            }
            some.addAll(child.someNames(most - some.size()));
        }
        return some;
    }

    /** Position in the tree, parents before children. */
    public int order() {
        return order;
    }

    /** Position after the last node below this one. */
    public int end() {
        return end;
    }

    public boolean contains(NameNode other) {
        return other.order >= order && other.order < end;
    }

    @Override
    public String toString() {
        return path;
    }
}
