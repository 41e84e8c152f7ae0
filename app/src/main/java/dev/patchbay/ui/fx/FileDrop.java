package dev.patchbay.ui.fx;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** What files become that are dropped on a part of the window. A part says it by a mark that the window reads. */
public enum FileDrop {
    /** Whatever the file looks like: a pipeline becomes the base, anything else the adapter. */
    ANYTHING,
    BASE;

    private static final Object KEY = FileDrop.class;

    /** Marks a part of the window: files dropped on it or on anything inside become this. */
    public void mark(Node part) {
        part.getProperties().put(KEY, this);
    }

    /** What files become that are dropped on {@code target}. */
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
