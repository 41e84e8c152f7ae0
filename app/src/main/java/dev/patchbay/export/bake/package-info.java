/**
 * Puts adapters into the weights of a base model. {@link BakePlanner} finds the tensors that each module changes, {@link BakeExport}
 * writes them in float64 rounded once, {@link BakeProof} reads the files again and compares. A share of a weight is taken of the base as
 * it is, so the order of adapters does not matter.
 */
@NullMarked
package dev.patchbay.export.bake;

import org.jspecify.annotations.NullMarked;
