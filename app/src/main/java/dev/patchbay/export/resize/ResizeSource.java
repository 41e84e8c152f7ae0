package dev.patchbay.export.resize;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.bake.DenseLayer;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.Optional;

/**
 * The change of a module that is to be resized.
 *
 * @param weight of the base, needed to make DoRA's magnitudes part of the change; without it only {@code B · A} is read
 */
public record ResizeSource(ModuleChange change, Optional<TensorData> weight) {

    /** True if magnitudes are part of the change, which then is a dense matrix instead of a low-rank product. */
    public boolean isDecomposed() {
        return change.module().isDora() && weight.isPresent();
    }

    /**
     * Reads the values.
     *
     * @throws dev.patchbay.lowrank.LowRankException if the parts' shapes do not fit each other, or their dtype is not numeric
     */
    public LayerChange read() throws IOException {
        return isDecomposed() ? DenseLayer.of(change, 1, weight.orElseThrow()) : change.readAsStored();
    }

    /** The change at a strength as a product; magnitudes are of the weight that is changed at this strength, as in a bake. */
    public LowRankFactors product(double strength) throws IOException {
        String module = change.module().address();
        return isDecomposed()
                ? DenseLayer.of(change, strength, weight.orElseThrow()).product(module)
                : read().product(module).times(strength);
    }
}
