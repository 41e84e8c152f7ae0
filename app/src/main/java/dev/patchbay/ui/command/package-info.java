/**
 * Declared commands: menu, keys and palette are built from the same {@link Command}s, so that whatever can be clicked has a name and a
 * key. Features declare theirs; nothing is decided here. Start with {@link Command}.
 */
@NullMarked
package dev.patchbay.ui.command;

import org.jspecify.annotations.NullMarked;
