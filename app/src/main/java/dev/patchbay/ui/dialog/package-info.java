/** What is asked of a person through the system's own dialogs. */
@NullMarked
package dev.patchbay.ui.dialog;

import org.jspecify.annotations.NullMarked;
