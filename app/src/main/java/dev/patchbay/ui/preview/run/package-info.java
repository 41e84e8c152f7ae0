/**
 * A run of the preview: which clips are made in which order ({@link dev.patchbay.ui.preview.run.PreviewRun}), what is known of its
 * progress, which pipeline is loaded and which clips need not be made again. Everything but results and progress is used on the
 * generation thread only. What a window shows of it is not known here.
 */
@NullMarked
package dev.patchbay.ui.preview.run;

import org.jspecify.annotations.NullMarked;
