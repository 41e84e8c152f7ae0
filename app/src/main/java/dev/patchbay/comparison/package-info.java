/**
 * Two checkpoints side by side: names, shapes, dtypes and values that differ, and whether a training that was to be resumed began anew.
 * Each side can go through rules first, so that files of two programs can be compared. Values are read one tensor at a time. Start with
 * {@link CheckpointComparison}.
 */
@NullMarked
package dev.patchbay.comparison;

import org.jspecify.annotations.NullMarked;
