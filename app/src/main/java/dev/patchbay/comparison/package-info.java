/** Two checkpoints held against each other: names, shapes, dtypes, values, and whether the later one is a fresh start. */
@NullMarked
package dev.patchbay.comparison;

import org.jspecify.annotations.NullMarked;
