/**
 * The panel of the export: what will be written, before it is, and what was verified, after. {@link ExportViewModel} holds the state and
 * is tested without a window. The plan itself is made by {@code export}.
 */
@NullMarked
package dev.patchbay.ui.export;

import org.jspecify.annotations.NullMarked;
