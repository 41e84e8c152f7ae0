/**
 * Where a file comes from. {@link dev.patchbay.inspection.origin.NameStyle} says what its names are. Nothing here judges whether that is
 * good or bad: that depends on the program, and {@code inspection.cause} says it.
 */
@NullMarked
package dev.patchbay.inspection.origin;

import org.jspecify.annotations.NullMarked;
