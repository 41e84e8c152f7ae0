/**
 * The report on an adapter and a base model: problems, verdicts of programs, the state of every tensor.
 * {@link dev.patchbay.inspection.Inspection} runs all checks and is where to start reading. How modules are compared is in
 * {@code inspection.fit}, single checks in {@code .check}, fixes in {@code .fix}, what needs values in {@code .values}; problems as values
 * are in {@code .problem}. Nothing here writes a file or changes rules. {@link Inspection} runs every check on one
 * {@link InspectionReport}'s worth of names and shapes; nothing is read but what is needed for that. Values follow from a background read
 * ({@code inspection.values}). The model of each program's loader is in {@code loader}. The packages below go from what fits ({@code fit})
 * over what is wrong ({@code check}) to what fixes it ({@code fix}); problems are plain values ({@code problem}).
 */
@NullMarked
package dev.patchbay.inspection;

import org.jspecify.annotations.NullMarked;
