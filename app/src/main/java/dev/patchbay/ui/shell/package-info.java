/** The window around the places: toolbar, status bar, welcome page, notices, and what is opened through them. */
@NullMarked
package dev.patchbay.ui.shell;

import org.jspecify.annotations.NullMarked;
