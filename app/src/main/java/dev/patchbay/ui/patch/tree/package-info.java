/** Trees of dotted names, with the state of every tensor and module. */
@NullMarked
package dev.patchbay.ui.patch.tree;

import org.jspecify.annotations.NullMarked;
