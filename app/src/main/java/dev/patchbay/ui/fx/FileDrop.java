package dev.patchbay.ui.fx;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** How dropped files are opened. A part of the window declares it with {@link #mark}; the window looks it up on drop. */
public enum FileDrop {
    /** By what the file looks like: a pipeline becomes the base, anything else the adapter. */
    ANYTHING,
    BASE;

    private static final Object KEY = FileDrop.class;

    /** Declares how files dropped on this node, or on a descendant, are opened. */
    public void mark(Node part) {
        part.getProperties().put(KEY, this);
    }

    /** How files dropped on {@code target} are opened. */
    public static FileDrop at(@Nullable Node target) {
        Node part = partAt(target);
        return part != null && part.getProperties().get(KEY) instanceof FileDrop mark ? mark : ANYTHING;
    }

    /** The outermost marked part that {@code target} is in; null if it is in none. */
    public static @Nullable Node partAt(@Nullable Node target) {
        Node part = null;
        for (Node node = target; node != null; node = node.getParent()) {
            part = node.getProperties().containsKey(KEY) ? node : part;
        }
        return part;
    }
}
