package dev.patchbay.ui.patch;

import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Dotted names as a tree of prefixes, built away from the FX thread: 100,000 names take a few hundred milliseconds. Immutable. */
public final class NameTree {

    public static final NameTree EMPTY = NameTree.of(List.of());

    /** Hostile files have names of a thousand segments; what lies deeper than this is one label. */
    private static final int MAX_DEPTH = 48;

    private static final Comparator<NameNode> LARGEST_THEN_FIRST =
            Comparator.comparingInt(NameNode::names).thenComparing(NameNode::order, Comparator.reverseOrder());

    private final NameNode root;
    private final Map<String, NameNode> byPath = new HashMap<>();

    private NameTree(NameNode root) {
        this.root = root;
    }

    /** The tree of these names; numbered branches are put in the order of their numbers, all else stays as it comes. */
    public static NameTree of(Collection<String> names) {
        return of(names, "", Cancellation.NEVER);
    }

    /** The tree of those names that contain every word of the query, upper or lower case. */
    public static NameTree of(Collection<String> names, String query, Cancellation cancellation) {
        List<String> words = List.of(query.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        Draft draft = new Draft("");
        for (String name : names) {
            cancellation.check();
            if (words.stream().allMatch(name.toLowerCase(Locale.ROOT)::contains)) {
                draft.add(name);
            }
        }
        NameTree tree = new NameTree(new NameNode("", "", false, null));
        tree.close(tree.root, draft, 0);
        return tree;
    }

    public NameNode root() {
        return root;
    }

    /** How many names the tree holds. */
    public int names() {
        return root.names();
    }

    /** How many rows there are, the invisible root included. */
    public int rows() {
        return root.end();
    }

    /** The row that ends with this path: a name, or a branch. */
    public Optional<NameNode> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /**
     * The rows that are open when a tree is first shown: down the largest branches to one block, and that block whole if it is small.
     *
     * @param first branch to begin with if there is one of this path; empty for the largest
     */
    public List<NameNode> firstLook(String first, int wholeBelow) {
        List<NameNode> open = new ArrayList<>();
        NameNode node = find(first).orElse(root);
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

    /** Gives {@code node} its children; returns the position after the last row below it. */
    private int close(NameNode node, Draft draft, int position) {
        int next = position + 1;
        for (Draft child : draft.inOrder()) {
            StringBuilder label = new StringBuilder(child.segment);
            Draft end = child;
            while (!end.named && end.children.size() == 1) {
                end = end.children.values().iterator().next();
                label.append('.').append(end.segment);
            }
            String path = node == root ? label.toString() : node.path() + "." + label;
            NameNode row = new NameNode(label.toString(), path, end.named, node);
            node.add(row);
            byPath.put(path, row);
            next = close(row, end, next);
        }
        node.number(position, next);
        return next;
    }

    /** A node while names are still being added. */
    private static final class Draft {

        private final String segment;
        private final Map<String, Draft> children = new LinkedHashMap<>();
        private boolean named;

        Draft(String segment) {
            this.segment = segment;
        }

        void add(String name) {
            Draft draft = this;
            int from = 0;
            for (int depth = 1; from >= 0; depth++) {
                int dot = depth < MAX_DEPTH ? name.indexOf('.', from) : -1;
                String segment = dot < 0 ? name.substring(from) : name.substring(from, dot);
                draft = draft.children.computeIfAbsent(segment, Draft::new);
                from = dot < 0 ? -1 : dot + 1;
            }
            draft.named = true;
        }

        Collection<Draft> inOrder() {
            boolean numbered = children.keySet().stream().allMatch(TensorName::isIndex);
            return numbered
                    ? children.values().stream().sorted(Comparator.comparingInt(child -> Integer.parseInt(child.segment))).toList()
                    : children.values();
        }
    }
}
