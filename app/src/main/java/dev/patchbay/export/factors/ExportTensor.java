package dev.patchbay.export.factors;

import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ScaledData;
import java.util.List;

/**
 * One tensor of a file to be written.
 *
 * @param info name, dtype and shape in the new file
 * @param before values of the source: in the new shape and the stored dtype, without the folded scale
 * @param factor multiplied into the values; 1 leaves them unchanged
 * @param sources stored tensors that the values come from; empty for a tensor that the export adds, such as alpha
 */
public record ExportTensor(TensorInfo info, TensorData before, double factor, List<String> sources) {

    public ExportTensor {
        sources = List.copyOf(sources);
    }

    /** True if the bytes are those of {@link #before}. */
    public boolean isCopy() {
        return factor == 1 && before.dtype() == info.dtype();
    }

    /** True if every element has the same bits as in the source; rules may have sliced or stacked the tensor, but computed nothing. */
    public boolean keepsElements() {
        return isCopy() && (!(before instanceof RecipeData made) || made.keepsElements());
    }

    /** The values to write: the same bytes, or multiplied by the factor in float32 and rounded once. */
    public TensorData values() {
        return isCopy() ? before : new ScaledData(before, factor, info.dtype());
    }
}
