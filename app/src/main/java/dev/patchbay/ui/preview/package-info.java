/** The place Preview: settings, a run on the pipeline, and the clips without and with the adapter. */
@NullMarked
package dev.patchbay.ui.preview;

import org.jspecify.annotations.NullMarked;
