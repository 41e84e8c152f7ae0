package dev.patchbay.ui.shell;

import javafx.scene.Node;

/**
 * Something that slides in from the right, over whatever place is open: the export.
 *
 * @param view as wide as it wants to be
 * @param onOpen called each time before it slides in
 */
public record Sheet(Node view, Runnable onOpen) {}
