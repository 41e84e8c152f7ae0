/**
 * Low-rank products B·A without the dense matrix: norms, differences, truncation by thin QR and a small SVD, and what turns other
 * algorithms into such products. Pure arithmetic on {@link Matrix} in float64; EJML is seen here only. Sources of the formulas stand at
 * the classes. Start with {@link LowRankFactors}.
 */
@NullMarked
package dev.patchbay.lowrank;

import org.jspecify.annotations.NullMarked;
