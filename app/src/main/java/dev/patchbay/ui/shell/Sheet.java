package dev.patchbay.ui.shell;

import javafx.beans.value.ObservableIntegerValue;
import javafx.scene.Node;

/**
 * A panel that slides in from the right, over the current place: the export.
 *
 * @param view decides its own width
 * @param onOpen called each time before it slides in
 * @param count how many tensors would be written; 0 if there is nothing to export
 */
public record Sheet(Node view, Runnable onOpen, ObservableIntegerValue count) {}
