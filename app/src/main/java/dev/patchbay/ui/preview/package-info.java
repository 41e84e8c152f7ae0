/**
 * The place Preview: settings, one run at a time on a pipeline, and the clips without and with the adapter. {@link PreviewViewModel} holds
 * the state; the pipeline is seen through {@code generation} only. PyTorch is not seen here. Settings, their fields, and runs have packages
 * of their own.
 */
@NullMarked
package dev.patchbay.ui.preview;

import org.jspecify.annotations.NullMarked;
