/**
 * Several adapters, each at its strength, as one plain LoRA: exact by putting the factors side by side, or of a chosen rank with the error
 * stated. {@link MergePlanner} adds the changes layer by layer, {@link MergeExport} writes and measures. How factors are written is shared
 * with the other exports, in {@code export.factors}.
 */
@NullMarked
package dev.patchbay.export.merge;

import org.jspecify.annotations.NullMarked;
