/**
 * What will happen when an adapter meets a base model, why, and what mends it. {@link Inspection} runs every check on one {@link
 * InspectionReport}'s worth of names and shapes; nothing is read but what is needed for that. Values follow from a background read ({@code
 * inspection.values}). The model of each program's loader is in {@code loader}. The packages below go from what fits ({@code fit}) over
 * what is wrong ({@code check}) to what mends it ({@code fix}); problems are plain values ({@code problem}).
 */
@NullMarked
package dev.patchbay.inspection;

import org.jspecify.annotations.NullMarked;
