package dev.patchbay.ui.shell;

import javafx.beans.value.ObservableIntegerValue;
import javafx.scene.Node;

/**
 * Something that slides in from the right, over whatever place is open: the export.
 *
 * @param view as wide as it wants to be
 * @param onOpen called each time before it slides in
 * @param count how many tensors would be written; 0 if there is nothing to export
 */
public record Sheet(Node view, Runnable onOpen, ObservableIntegerValue count) {}
