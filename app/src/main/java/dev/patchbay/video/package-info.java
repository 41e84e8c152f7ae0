/**
 * From a finished clip to a file that other programs show: MP4, GIF, PNG frames, or raw numbers, chosen by the suffix. Pixels are kept as
 * they are. Whole-or-nothing writing is {@code files}' business. Start with {@link ClipWriter}.
 */
@NullMarked
package dev.patchbay.video;

import org.jspecify.annotations.NullMarked;
