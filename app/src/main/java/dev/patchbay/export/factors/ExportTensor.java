package dev.patchbay.export.factors;

import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ScaledData;
import java.util.List;

/**
 * One tensor of the file to be written.
 *
 * @param info name, dtype and shape in the new file
 * @param before where the values come from: of the new shape, without the folded scale, in the dtype they are stored in
 * @param factor folded into the values; 1 leaves them as they are
 * @param sources stored tensors that they are made of; empty for what the export itself adds
 */
public record ExportTensor(TensorInfo info, TensorData before, double factor, List<String> sources) {

    public ExportTensor {
        sources = List.copyOf(sources);
    }

    /** True if not a bit changes. */
    public boolean isCopy() {
        return factor == 1 && before.dtype() == info.dtype();
    }

    /** True if every element stands in the source as it will stand in the new file; rules may have moved them, but computed nothing. */
    public boolean keepsElements() {
        return isCopy() && (!(before instanceof RecipeData made) || made.keepsElements());
    }

    /** The values as they are written: the bytes as they are, or in float32 times the factor, rounded once. */
    public TensorData values() {
        return isCopy() ? before : new ScaledData(before, factor, info.dtype());
    }
}
