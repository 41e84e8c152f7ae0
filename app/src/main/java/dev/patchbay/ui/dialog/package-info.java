/**
 * What is asked of a person through the system's own dialogs, behind an interface, since a machine without a display has none. Cards and
 * panels of the window itself are no dialogs: they belong to their places. Start with {@link FileDialogs}.
 */
@NullMarked
package dev.patchbay.ui.dialog;

import org.jspecify.annotations.NullMarked;
