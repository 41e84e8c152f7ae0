/**
 * A LoRA made of the difference of two whole models. Each weight is read, its difference factored and written alone, so the models may be
 * larger than the memory. What a pair of matrices cannot change (norms, biases) is counted and told, not written. Nothing here brings names
 * together: the two models have the same ones. Start with {@link ExtractExport}.
 */
@NullMarked
package dev.patchbay.export.extract;

import org.jspecify.annotations.NullMarked;
