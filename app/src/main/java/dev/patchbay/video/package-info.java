/** From a finished clip to a file that other programs show: MP4, GIF, PNG frames, or raw numbers. */
@NullMarked
package dev.patchbay.video;

import org.jspecify.annotations.NullMarked;
