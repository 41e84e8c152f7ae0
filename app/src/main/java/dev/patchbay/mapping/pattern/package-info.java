/**
 * Patterns over whole tensor names with captures, and templates that make new names of captures. The time to match is bounded for every
 * pattern ({@link PatternMatcher} says how). Nothing here knows tensors. Start with {@link KeyPattern}.
 */
@NullMarked
package dev.patchbay.mapping.pattern;

import org.jspecify.annotations.NullMarked;
