/**
 * Plumbing between the core and JavaFX: the executor that delivers on the FX thread, texts of the window, file drops. The only place that
 * calls {@code Platform.runLater} and makes threads for the window. Nothing here knows a place of the window.
 */
@NullMarked
package dev.patchbay.ui.fx;

import org.jspecify.annotations.NullMarked;
