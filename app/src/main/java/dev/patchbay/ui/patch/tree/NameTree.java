package dev.patchbay.ui.patch.tree;

import dev.patchbay.task.Cancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dotted names as a prefix tree; flattened names ({@code lora_unet_blocks_0_attn_to_q}) have branches for their blocks, too. Immutable;
 * built off the FX thread, since 100,000 names take a few hundred milliseconds.
 */
public final class NameTree {

    public static final NameTree EMPTY = NameTree.of(List.of());

    private static final Comparator<NameNode> LARGEST_THEN_FIRST =
            Comparator.comparingInt(NameNode::names).thenComparing(NameNode::order, Comparator.reverseOrder());

    private final NameNode root;
    /** Built on the first lookup of a path; a tree that is only shown needs no index. */
    private @Nullable Map<String, NameNode> byPath;

    private NameTree(NameNode root) {
        this.root = root;
    }

    /** The tree of these names in the given order, except that what differs in numbers only is sorted by number. */
    public static NameTree of(Collection<String> names) {
        return of(names, "", Cancellation.NEVER);
    }

    /** The tree of those names that contain every word of the query, ignoring case. */
    public static NameTree of(Collection<String> names, String query, Cancellation cancellation) {
        String[] words = query.isBlank() ? new String[0] : query.strip().toLowerCase(Locale.ROOT).split("\\s+");
        NameDraft draft = NameDraft.root();
        for (String name : names) {
            cancellation.check();
            if (words.length == 0 || hasAll(name.toLowerCase(Locale.ROOT), words)) {
                draft.add(name);
            }
        }
        NameTree tree = new NameTree(new NameNode("", "", false, null));
        tree.close(tree.root, draft, 0);
        return tree;
    }

    private static boolean hasAll(String name, String[] words) {
        for (String word : words) {
            if (!name.contains(word)) {
                return false;
            }
        }
        return true;
    }

    public NameNode root() {
        return root;
    }

    /** Number of names in the tree. */
    public int names() {
        return root.names();
    }

    /** All names, in the order of their rows. */
    List<String> allNames() {
        List<String> names = new ArrayList<>(root.names());
        addNames(root, names);
        return names;
    }

    private static void addNames(NameNode node, List<String> names) {
        if (node.isName()) {
            names.add(node.path());
        }
        for (NameNode child : node.children()) {
            addNames(child, names);
        }
    }

    /** How many rows there are, the invisible root included. */
    public int rows() {
        return root.end();
    }

    /** The row with this path: a name, or a branch. */
    public Optional<NameNode> find(String path) {
        return Optional.ofNullable(byPath().get(path));
    }

    /** As {@link #find}, but walks down from the root instead of building the index: for a few lookups in a new tree. */
    Optional<NameNode> walkTo(String path) {
        NameNode node = root;
        while (!node.path().equals(path)) {
            NameNode next = null;
            for (NameNode child : node.children()) {
                String way = child.path();
                boolean leads = path.startsWith(way) && (path.length() == way.length() || child.isAbove(path));
                next = leads && (next == null || way.length() > next.path().length()) ? child : next;
            }
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return Optional.of(node);
    }

    private synchronized Map<String, NameNode> byPath() {
        Map<String, NameNode> paths = byPath;
        if (paths == null) {
            paths = HashMap.newHashMap(root.end());
            collect(root, paths);
            byPath = paths;
        }
        return paths;
    }

    private static void collect(NameNode node, Map<String, NameNode> paths) {
        for (NameNode child : node.children()) {
            paths.put(child.path(), child);
            collect(child, paths);
        }
    }

    /**
     * The rows to expand when a tree is first shown: along the largest branches down to one block, and all of that block if it is small.
     *
     * @param first path of the branch to start with, if it exists; empty for the largest
     * @param wholeBelow greatest number of names of a block that is expanded whole
     */
    public List<NameNode> firstLook(String first, int wholeBelow) {
        List<NameNode> open = new ArrayList<>();
        NameNode node = first.isEmpty() ? root : find(first).orElse(root);
        for (NameNode above = node.parent(); above != null; above = above.parent()) {
            open.addFirst(above);
        }
        while (!node.isLeaf() && node.names() > wholeBelow) {
            open.add(node);
            node = node.children().stream().max(LARGEST_THEN_FIRST).orElseThrow();
        }
        addBranches(node, open);
        return open;
    }

    private static void addBranches(NameNode node, List<NameNode> open) {
        if (!node.isLeaf()) {
            open.add(node);
            node.children().forEach(child -> addBranches(child, open));
        }
    }

    /** Gives {@code node} its children; returns the position after the last node below it. */
    private int close(NameNode node, NameDraft draft, int position) {
        int next = position + 1;
        for (NameDraft child : draft.inOrder()) {
            NameDraft end = child.withoutForks();
            NameNode row = new NameNode(child.labelTo(end), end.path(), end.isName(), node);
            node.add(row);
            next = close(row, end, next);
        }
        node.number(position, next);
        return next;
    }
}
