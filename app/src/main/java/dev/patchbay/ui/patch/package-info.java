/** The Patch place: the adapter's tensors, the base's modules, the cables between them, problems, rules and the result. */
@NullMarked
package dev.patchbay.ui.patch;

import org.jspecify.annotations.NullMarked;
