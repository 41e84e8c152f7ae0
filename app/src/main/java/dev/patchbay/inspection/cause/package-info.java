/**
 * From problems to their causes. Checks report what they see, each for itself; {@link dev.patchbay.inspection.cause.Causes} says what it
 * comes from: one cause for all problems of a kind, with what follows from it folded under it, and as bad as it is in the program that a
 * person asks about. Causes as values are in {@code inspection.problem}; nothing here looks at a checkpoint.
 */
@NullMarked
package dev.patchbay.inspection.cause;

import org.jspecify.annotations.NullMarked;
