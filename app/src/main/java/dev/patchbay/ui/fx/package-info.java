/** Plumbing between the core and JavaFX: the executor that delivers on the FX thread, texts, file drops. */
@NullMarked
package dev.patchbay.ui.fx;

import org.jspecify.annotations.NullMarked;
