/**
 * Compares two checkpoints: names, shapes, dtypes and values that differ, and whether a training that should have been resumed started
 * anew. Rules can be applied to each side first, so that files of two programs can be compared. Values are read one tensor at a time.
 * Start with {@link CheckpointComparison}.
 */
@NullMarked
package dev.patchbay.comparison;

import org.jspecify.annotations.NullMarked;
