/**
 * An opened checkpoint, and how one is opened. A {@link Checkpoint} has names, dtypes, shapes and the positions of the bytes; opening
 * reads the index of a file, never its tensor bytes. {@link CheckpointOpener} asks one small {@link CheckpointReader} after the other;
 * each has a package below for its format. Files may be hostile, so {@link ReadLimits} bounds time and memory. A new format is a reader
 * here and a line in {@code launch}.
 */
@NullMarked
package dev.patchbay.checkpoint;

import org.jspecify.annotations.NullMarked;
