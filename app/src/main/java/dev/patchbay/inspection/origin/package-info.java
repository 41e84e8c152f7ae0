/**
 * Where a file comes from. {@link dev.patchbay.inspection.origin.NameStyle} says what its names are,
 * {@link dev.patchbay.inspection.origin.Origins} which program or which kind of model it is of, by signs that are listed as data.
 * Nothing here judges whether that is good or bad: that depends on the program, and {@code inspection.cause} says it.
 */
@NullMarked
package dev.patchbay.inspection.origin;

import org.jspecify.annotations.NullMarked;
