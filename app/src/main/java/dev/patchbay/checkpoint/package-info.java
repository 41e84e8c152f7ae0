/** An opened checkpoint and how one is opened: readers that match a path and read its index, never its tensor bytes. */
@NullMarked
package dev.patchbay.checkpoint;

import org.jspecify.annotations.NullMarked;
