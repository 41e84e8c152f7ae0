package dev.patchbay.ui.patch;

import dev.patchbay.ui.fx.Texts;

/** How many names a pane shows: all that count, or those that a search found. */
final class PaneCount {

    private PaneCount() {}

    static String tensors(String query, int shown, int all) {
        return query.isBlank() ? Texts.counted("ui.count.tensors", shown).text() : Texts.of("ui.count.found", shown, all);
    }

    /** @param adaptable those that adapters can change; norms and the like are found by a search, too */
    static String modules(String query, int shown, int adaptable, int all) {
        return query.isBlank() ? Texts.counted("ui.count.modules", adaptable).text() : Texts.of("ui.count.found", shown, all);
    }
}
