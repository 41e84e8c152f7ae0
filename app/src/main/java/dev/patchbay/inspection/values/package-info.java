/**
 * What only the values of an adapter tell: products that are zero, NaN and infinity, norms out of the ordinary, an adapter that was reset
 * on resume. Each tensor is read once, in the background. Start with {@link ValueInspection}.
 */
@NullMarked
package dev.patchbay.inspection.values;

import org.jspecify.annotations.NullMarked;
