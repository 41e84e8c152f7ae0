/** Problems and what mends them, as values. */
@NullMarked
package dev.patchbay.inspection.problem;

import org.jspecify.annotations.NullMarked;
