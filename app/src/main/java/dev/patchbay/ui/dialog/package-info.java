/** What is asked of a person through the system's own dialogs, behind an interface, since a machine without a display has none. */
@NullMarked
package dev.patchbay.ui.dialog;

import org.jspecify.annotations.NullMarked;
