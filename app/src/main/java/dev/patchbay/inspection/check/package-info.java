/** One small class for each kind of problem. */
@NullMarked
package dev.patchbay.inspection.check;

import org.jspecify.annotations.NullMarked;
