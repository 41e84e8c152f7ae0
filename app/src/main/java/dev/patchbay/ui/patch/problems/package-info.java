/** The list of problems with what mends them. */
@NullMarked
package dev.patchbay.ui.patch.problems;

import org.jspecify.annotations.NullMarked;
