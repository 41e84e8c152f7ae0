/** Declared commands, and the menu, keys and palette that are built from them. */
@NullMarked
package dev.patchbay.ui.command;

import org.jspecify.annotations.NullMarked;
