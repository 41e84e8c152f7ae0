/**
 * Another rank for an adapter, by the best approximation of each module's change (Eckart and Young). {@link ResizePlanner} chooses ranks,
 * {@link ResizeExport} writes and measures on the written file. Names, scale and metadata stay as they are.
 */
@NullMarked
package dev.patchbay.export.resize;

import org.jspecify.annotations.NullMarked;
