/**
 * The window around the places: toolbar, status bar, welcome page, notices, and what is opened through them. {@link ShellViewModel} is the
 * window without its looks. Places are handed in by {@code launch}; the shell does not know which there are.
 */
@NullMarked
package dev.patchbay.ui.shell;

import org.jspecify.annotations.NullMarked;
