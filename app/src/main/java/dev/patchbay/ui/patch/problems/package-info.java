/**
 * The list of problems with what mends them, its filters, and the offer to resize. {@link ProblemsModel} holds the state. Problems
 * themselves come from {@code inspection}.
 */
@NullMarked
package dev.patchbay.ui.patch.problems;

import org.jspecify.annotations.NullMarked;
