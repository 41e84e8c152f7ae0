/**
 * An opened checkpoint, and how one is opened. A {@link Checkpoint} is names, dtypes, shapes and where the bytes lie; opening reads the
 * index of a file, never its tensor bytes. {@link CheckpointOpener} asks one small {@link CheckpointReader} after the other, each in a
 * package below for its format. Files are hostile until proven otherwise: {@link ReadLimits} bounds what they may ask for. A new format is
 * a reader here and a line in {@code launch}.
 */
@NullMarked
package dev.patchbay.checkpoint;

import org.jspecify.annotations.NullMarked;
