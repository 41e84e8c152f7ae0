/**
 * One tensor or module, looked at closely: statistics, histogram and a heat map of a tensor, of a module also those of its change, its
 * singular values, and its share of the base's weight. Everything is computed when somebody asks, with bounded memory. Names and shapes of
 * a whole file are the business of {@code inspection}. Start with {@link Examiner}.
 */
@NullMarked
package dev.patchbay.examination;

import org.jspecify.annotations.NullMarked;
