/**
 * Patterns over whole tensor names with captures, and templates that fill captures into new names. Matching is bounded however a pattern
 * is made ({@link PatternMatcher} says how). Nothing here knows tensors. Start with {@link KeyPattern}.
 */
@NullMarked
package dev.patchbay.mapping.pattern;

import org.jspecify.annotations.NullMarked;
