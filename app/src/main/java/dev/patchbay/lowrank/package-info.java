/**
 * Low-rank products B·A without the dense matrix: norms, differences, truncation by thin QR and a small SVD, and the conversion of other
 * algorithms to such products. Pure arithmetic on {@link Matrix} in float64; only this package uses EJML. The classes name the sources of
 * their formulas. Start with {@link LowRankFactors}.
 */
@NullMarked
package dev.patchbay.lowrank;

import org.jspecify.annotations.NullMarked;
