/**
 * One small class for each kind of problem, all behind {@link Check}. A check looks at the {@link InspectionContext}, where what several
 * of them need is computed once, and returns problems: one for all blocks it occurs in, naming tensor and axis. A new check is a class
 * here, a line in {@code Inspection}, a code and its sentences.
 */
@NullMarked
package dev.patchbay.inspection.check;

import org.jspecify.annotations.NullMarked;
