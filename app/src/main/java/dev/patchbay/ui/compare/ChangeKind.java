package dev.patchbay.ui.compare;

import dev.patchbay.ui.control.Icon;
import java.util.Locale;

/** What may be different about a tensor. */
public enum ChangeKind {
    REMOVED(Icon.CANCEL, "state-error"),
    ADDED(Icon.EXPECTED, "state-info"),
    SHAPE(Icon.WARNING, "state-warning"),
    DTYPE(Icon.UNSUPPORTED, "state-warning"),
    VALUES(Icon.UNUSUAL, "state-info"),
    SAME(Icon.OK, "state-ok");

    private final Icon icon;
    private final String style;

    ChangeKind(Icon icon, String style) {
        this.icon = icon;
        this.style = style;
    }

    Icon icon() {
        return icon;
    }

    String style() {
        return style;
    }

    /** The last part of keys of texts and ids. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
