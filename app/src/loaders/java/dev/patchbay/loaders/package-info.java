/**
 * Verdicts beside what the programs themselves do: {@link dev.patchbay.loaders.Compare} draws files with the Python programs of {@code
 * src/loaders/python}, gives them to the live loaders there and to Patchbay here, and prints where they agree. Built and run only under
 * the Maven profile {@code loaders}; {@code docs/loaders.md} says what it needs.
 */
@NullMarked
package dev.patchbay.loaders;

import org.jspecify.annotations.NullMarked;
