/**
 * Labelled steps that can be undone and redone. States are immutable, so a step is simply the state after it. Nothing here knows what the
 * states are.
 */
@NullMarked
package dev.patchbay.history;

import org.jspecify.annotations.NullMarked;
