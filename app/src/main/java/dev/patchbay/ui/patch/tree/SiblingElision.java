package dev.patchbay.ui.patch.tree;

import java.util.List;
import java.util.Optional;

/**
 * What has to be seen of a row's label, since it tells the row from its siblings: {@code A} in {@code lora_A.weight} beside
 * {@code lora_B.weight}. The characters from {@code from} to before {@code to}.
 */
record SiblingElision(String label, int from, int to) {

    private static final String DOTS = "...";

    /** Rows are in their natural order, so those that are most alike stand near; a branch may have 60,000. */
    private static final int NEAR = 8;

    static SiblingElision of(NameNode node) {
        NameNode parent = node.parent();
        if (parent == null) {
            return among(node.label(), List.of());
        }
        List<NameNode> rows = parent.children();
        int at = rows.indexOf(node);
        return among(
                node.label(),
                rows.subList(Math.max(0, at - NEAR), Math.min(rows.size(), at + NEAR + 1)).stream()
                        .filter(row -> row != node)
                        .map(NameNode::label)
                        .toList());
    }

    /** A label beside others: the place where each of them first differs, and where it last does, is kept. */
    static SiblingElision among(String label, List<String> siblings) {
        if (label.isEmpty()) {
            return new SiblingElision(label, 0, 0);
        }
        int first = 0;
        int last = label.length() - 1;
        for (String sibling : siblings) {
            first = Math.max(first, Math.min(alike(label, sibling), label.length() - 1));
            last = Math.min(last, Math.max(0, label.length() - 1 - alikeAtTheEnd(label, sibling)));
        }
        return siblings.isEmpty()
                ? new SiblingElision(label, 0, 0)
                : new SiblingElision(label, Math.min(first, last), Math.max(first, last) + 1);
    }

    private static int alike(String one, String other) {
        int count = 0;
        while (count < Math.min(one.length(), other.length()) && one.charAt(count) == other.charAt(count)) {
            count++;
        }
        return count;
    }

    private static int alikeAtTheEnd(String one, String other) {
        int count = 0;
        while (count < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - count) == other.charAt(other.length() - 1 - count)) {
            count++;
        }
        return count;
    }

    /**
     * The label with dots for one stretch, as near to its middle as what tells it apart allows; empty where it does not fit.
     *
     * @param length of the result in characters, shorter than the label
     */
    Optional<String> in(int length) {
        int kept = length - DOTS.length();
        if (kept < to - from || kept < 1) {
            return Optional.empty();
        }
        int cut = label.length() - kept;
        int middle = (kept + 1) / 2;
        int start = middle;
        if (middle < to && middle + cut > from) {
            boolean after = to + cut <= label.length();
            boolean before = from >= cut;
            if (!after && !before) {
                return Optional.empty();
            }
            start = after && (!before || to - middle <= middle - (from - cut)) ? to : from - cut;
        }
        return Optional.of(label.substring(0, start) + DOTS + label.substring(start + cut));
    }
}
