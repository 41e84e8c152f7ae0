/**
 * How alike names are, which tensors make low-rank pairs whatever they are called, and which numbers of two names belong together. No rule
 * is made here. Start with {@link PairFinder} and {@link KeyMatcher}.
 */
@NullMarked
package dev.patchbay.matching.names;

import org.jspecify.annotations.NullMarked;
