/** Labelled steps that can be undone and redone. States are immutable, so a step is simply the state after it. */
@NullMarked
package dev.patchbay.history;

import org.jspecify.annotations.NullMarked;
