package dev.patchbay.ui.patch.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link NameTree} while names are still being added: a piece of some name. Names are cut at their dots, and the first piece of
 * flattened names before and behind the numbers within it: {@code lora_unet_blocks_}, {@code 0_}, {@code attn_to_q}. Names of one branch
 * mostly come in sequence, so the newest child is tried first.
 */
final class NameDraft {

    /** Malicious files have names of a thousand segments; everything deeper than this becomes one piece. */
    private static final int MAX_DEPTH = 48;
    /** With more children than this a map is used to find them. */
    private static final int FEW = 8;
    private static final char FLAT = '_';

    /** Some name that has this piece. */
    private final String example;
    private final int from;
    private final int to;
    private List<NameDraft> children = List.of();
    private @Nullable Map<String, NameDraft> bySegment;
    private boolean named;

    private NameDraft(String example, int from, int to) {
        this.example = example;
        this.from = from;
        this.to = to;
    }

    static NameDraft root() {
        return new NameDraft("", 0, 0);
    }

    /** True if the name goes on below the branch with this path. */
    static boolean isAbove(String path, String name) {
        return name.length() > path.length() && name.startsWith(path)
                && (name.charAt(path.length()) == '.' || path.endsWith(String.valueOf(FLAT)));
    }

    void add(String name) {
        int dot = end(name, 0);
        NameDraft draft = this;
        int start = 0;
        for (int depth = 1; start <= name.length(); depth++) {
            int end = depth >= MAX_DEPTH ? name.length() : start < dot ? flatEnd(name, start, dot) : end(name, start);
            draft = draft.child(name, start, end);
            start = end < name.length() && name.charAt(end) != '.' ? end : end + 1;
        }
        draft.named = true;
    }

    private static int end(String name, int from) {
        int dot = name.indexOf('.', from);
        return dot < 0 ? name.length() : dot;
    }

    /** End of the piece of a flattened name that begins here, its underscore included; {@code dot} if the rest is one piece. */
    private static int flatEnd(String name, int from, int dot) {
        int own = from == 0 ? from : digits(name, from, dot);
        if (own > from && own + 1 < dot && name.charAt(own) == FLAT) {
            return own + 1;
        }
        for (int at = name.indexOf(FLAT, from); at > 0 && at < dot; at = name.indexOf(FLAT, at + 1)) {
            int end = digits(name, at + 1, dot);
            if (end > at + 1 && end + 1 < dot && name.charAt(end) == FLAT) {
                return at + 1;
            }
        }
        return dot;
    }

    private static int digits(String name, int from, int end) {
        int at = from;
        while (at < end && name.charAt(at) >= '0' && name.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private NameDraft child(String name, int start, int end) {
        if (!children.isEmpty() && children.getLast().is(name, start, end)) {
            return children.getLast();
        }
        String wanted = name.substring(start, end);
        NameDraft known = bySegment == null ? among(wanted) : bySegment.get(wanted);
        return known == null ? added(new NameDraft(name, start, end)) : known;
    }

    private boolean is(String name, int start, int end) {
        return to - from == end - start && name.regionMatches(start, example, from, to - from);
    }

    private String segment() {
        return example.substring(from, to);
    }

    private @Nullable NameDraft among(String wanted) {
        for (NameDraft child : children) {
            if (child.is(wanted, 0, wanted.length())) {
                return child;
            }
        }
        return null;
    }

    private NameDraft added(NameDraft child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(2);
        }
        children.add(child);
        if (bySegment != null) {
            bySegment.put(child.segment(), child);
        } else if (children.size() > FEW) {
            Map<String, NameDraft> all = new HashMap<>();
            children.forEach(one -> all.put(one.segment(), one));
            bySegment = all;
        }
        return child;
    }

    List<NameDraft> inOrder() {
        if (children.size() > 1) {
            NaturalOrder.arrange(children, NameDraft::segment);
        }
        return children;
    }

    /** The first node from here on at which a name ends or the tree forks. */
    NameDraft withoutForks() {
        NameDraft end = this;
        while (!end.named && end.children.size() == 1) {
            end = end.children.getFirst();
        }
        return end;
    }

    boolean isName() {
        return named;
    }

    /** The path of its row, which all names below begin with. */
    String path() {
        return example.substring(0, to);
    }

    /** What a row adds that begins with this piece and ends with the other. */
    String labelTo(NameDraft end) {
        boolean flat = !end.named && end.to < end.example.length() && end.example.charAt(end.to) != '.';
        return end.example.substring(from, flat ? end.to - 1 : end.to);
    }
}
