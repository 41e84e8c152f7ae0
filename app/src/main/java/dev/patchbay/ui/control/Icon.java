package dev.patchbay.ui.control;

import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Every icon of the window, all from one icon font, so that they look the same on every system. */
public enum Icon {
    ADAPTER(BootstrapIcons.PUZZLE),
    ARROW_RIGHT(BootstrapIcons.ARROW_RIGHT),
    BASE(BootstrapIcons.BOX_SEAM),
    BLOCKED(BootstrapIcons.SLASH_CIRCLE),
    CABLE(BootstrapIcons.BEZIER2),
    CANCEL(BootstrapIcons.X),
    CHECK(BootstrapIcons.CHECK),
    COMMENT(BootstrapIcons.CHAT_LEFT_TEXT),
    COMPARE(BootstrapIcons.FILE_DIFF),
    COPY(BootstrapIcons.FILES),
    DELETE(BootstrapIcons.TRASH),
    DICE(BootstrapIcons.DICE_5),
    DOWN(BootstrapIcons.CHEVRON_DOWN),
    DROP_HERE(BootstrapIcons.BOX_ARROW_IN_DOWN),
    ERROR(BootstrapIcons.X_CIRCLE_FILL),
    EXPECTED(BootstrapIcons.CARD_CHECKLIST),
    EXPORT(BootstrapIcons.DOWNLOAD),
    EYE(BootstrapIcons.EYE),
    EYE_CLOSED(BootstrapIcons.EYE_SLASH),
    FIX(BootstrapIcons.WRENCH),
    FIX_ALL(BootstrapIcons.CHECK_ALL),
    FOLDER(BootstrapIcons.FOLDER2_OPEN),
    FRAME_BACK(BootstrapIcons.SKIP_START_FILL),
    FRAME_FORWARD(BootstrapIcons.SKIP_END_FILL),
    FREE(BootstrapIcons.CIRCLE),
    HEAT(BootstrapIcons.GRID_3X3_GAP_FILL),
    HISTORY(BootstrapIcons.CLOCK_HISTORY),
    INFO(BootstrapIcons.INFO_CIRCLE_FILL),
    INSPECT(BootstrapIcons.LAYOUT_SIDEBAR_INSET_REVERSE),
    LEFTOVER(BootstrapIcons.DASH_CIRCLE),
    LOCKED(BootstrapIcons.LOCK_FILL),
    LOG(BootstrapIcons.BELL),
    MARK(BootstrapIcons.BOOKMARK_FILL),
    MENU(BootstrapIcons.LIST),
    MOON(BootstrapIcons.MOON),
    NOT_FINITE(BootstrapIcons.EXCLAMATION_OCTAGON_FILL),
    OK(BootstrapIcons.CHECK_CIRCLE_FILL),
    PATCH(BootstrapIcons.DIAGRAM_3),
    PAUSE(BootstrapIcons.PAUSE_FILL),
    PLAY(BootstrapIcons.PLAY_FILL),
    PREVIEW(BootstrapIcons.FILM),
    REDO(BootstrapIcons.ARROW_CLOCKWISE),
    RULES(BootstrapIcons.LIST_OL),
    SEARCH(BootstrapIcons.SEARCH),
    SIDE_BY_SIDE(BootstrapIcons.LAYOUT_SPLIT),
    STOP(BootstrapIcons.STOP_FILL),
    SWAP(BootstrapIcons.ARROW_LEFT_RIGHT),
    SUN(BootstrapIcons.SUN),
    UNDO(BootstrapIcons.ARROW_COUNTERCLOCKWISE),
    UNLOCKED(BootstrapIcons.UNLOCK),
    UNSUPPORTED(BootstrapIcons.QUESTION_DIAMOND_FILL),
    UNUSUAL(BootstrapIcons.GRAPH_UP),
    UP(BootstrapIcons.CHEVRON_UP),
    WARNING(BootstrapIcons.EXCLAMATION_TRIANGLE_FILL),
    WIPE(BootstrapIcons.SYMMETRY_VERTICAL),
    ZERO(BootstrapIcons.BATTERY);

    private final BootstrapIcons glyph;

    Icon(BootstrapIcons glyph) {
        this.glyph = glyph;
    }

    /** A new node with the icon; size and colour come from the style sheet. */
    public FontIcon node() {
        return new FontIcon(glyph);
    }

    /** The same with style classes for size or colour. */
    public FontIcon node(String... styleClasses) {
        FontIcon node = node();
        node.getStyleClass().addAll(styleClasses);
        return node;
    }
}
