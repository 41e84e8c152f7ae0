/**
 * Long programs that try to break Patchbay, and what they count: {@code docs/reliability.md} says how they are run and what came out. Each
 * part can be started alone by {@link dev.patchbay.soak.Soak}; a seed makes the same inputs and moments again. {@code SoakTest} runs each
 * part for a few rounds in the ordinary suite.
 */
@NullMarked
package dev.patchbay.soak;

import org.jspecify.annotations.NullMarked;
