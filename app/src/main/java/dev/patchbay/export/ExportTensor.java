package dev.patchbay.export;

import dev.patchbay.mapping.TensorRecipe;
import dev.patchbay.tensor.TensorInfo;

/**
 * One tensor of the file to be written.
 *
 * @param info name, dtype and shape in the new file
 * @param recipe where the values come from, without the folded scale
 * @param factor folded into the values; 1 copies the bytes as they are
 */
public record ExportTensor(TensorInfo info, TensorRecipe recipe, double factor) {}
