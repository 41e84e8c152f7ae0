package dev.patchbay.export.resize;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.bake.LayerShare;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.Optional;

/**
 * What of a module is to be resized.
 *
 * @param weight of the base, where DoRA's magnitudes are to be part of the change; without it only the direction's low-rank change is read
 */
public record ResizeSource(ModuleChange change, Optional<TensorData> weight) {

    /** True if magnitudes are part of what is read: the change then is a matrix without a smaller form. */
    public boolean isDecomposed() {
        return change.module().isDora() && weight.isPresent();
    }

    /**
     * Reads the values.
     *
     * @throws dev.patchbay.lowrank.LowRankException if shapes do not fit each other, or hold no numbers
     */
    LayerChange read() throws IOException {
        return isDecomposed() ? new LayerShare(change, 1).dense(weight.orElseThrow()) : change.readAsStored();
    }
}
