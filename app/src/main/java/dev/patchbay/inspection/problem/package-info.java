/**
 * Problems and their fixes, as values: {@link Problem} with its code, severity, axis and sentence, and {@link QuickFix}, the closed list of
 * what a fix can change. Window and command line show the same ones.
 */
@NullMarked
package dev.patchbay.inspection.problem;

import org.jspecify.annotations.NullMarked;
