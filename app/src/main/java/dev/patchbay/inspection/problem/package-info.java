/**
 * Problems and their fixes, as values: {@link Problem} with its code, severity, axis and sentence, and {@link QuickFix}, the closed list
 * of what a fix can change. Window and command line show the same ones. Nothing here looks at a checkpoint: what is wrong is found in
 * {@code inspection.check}.
 */
@NullMarked
package dev.patchbay.inspection.problem;

import org.jspecify.annotations.NullMarked;
