/**
 * Comparing names: how similar they are, which tensors are low-rank pairs under any naming convention, and which numbers of two names
 * correspond. Rules are made elsewhere. Start with {@link ForeignModule}, {@link PairFinder} and {@link LinkFinder}.
 */
@NullMarked
package dev.patchbay.matching.names;

import org.jspecify.annotations.NullMarked;
