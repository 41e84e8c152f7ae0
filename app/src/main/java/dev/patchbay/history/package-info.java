/** Labelled steps that can be undone and redone. */
@NullMarked
package dev.patchbay.history;

import org.jspecify.annotations.NullMarked;
