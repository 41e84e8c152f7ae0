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
        for (Node node = target; node != null; node = node.getParent()) {
            if (node.getProperties().get(KEY) instanceof FileDrop mark) {
                return mark;
            }
        }
        return ANYTHING;
    }
}
