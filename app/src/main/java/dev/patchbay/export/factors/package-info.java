/**
 * What exports of low-rank factors have in common: shapes and dtypes of the written pair, which way round a stored pair lies, the scale
 * folded into it, ranks declared beside it, and how near the written change is to the wanted one. Nothing here decides what is exported.
 * Start with {@link FactorTypes} and {@link PairOrientation}.
 */
@NullMarked
package dev.patchbay.export.factors;

import org.jspecify.annotations.NullMarked;
