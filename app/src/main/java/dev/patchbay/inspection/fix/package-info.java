/**
 * Fixes of problems. A fix is made of rules that were tried: applied to the names, and kept only if more modules then fit the base. Start
 * with {@link RuleTrials}.
 */
@NullMarked
package dev.patchbay.inspection.fix;

import org.jspecify.annotations.NullMarked;
