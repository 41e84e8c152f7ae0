package dev.patchbay.export.extract;

import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.factors.FactorLayout;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import java.io.IOException;

/**
 * A module of the new adapter.
 *
 * @param module its name in the model
 * @param tuned its weight after the training
 * @param base its weight before
 * @param layout names and shapes of its factors
 * @param rank in the new file
 * @param types dtypes of its factors
 * @param error ‖ΔW − ΔW'‖ / ‖ΔW‖ of the truncated SVD
 */
public record ExtractedModule(
        String module, StoredTensor tuned, StoredTensor base, FactorLayout layout, int rank, FactorTypes types, double error) {

    /** The difference of the two weights. */
    static DenseChange difference(String module, StoredTensor tuned, StoredTensor base) throws IOException {
        return new DenseChange(Matrix.read(module, tuned.data()).minus(Matrix.read(module, base.data())));
    }

    DenseChange change() throws IOException {
        return difference(module, tuned, base);
    }

    int outputs() {
        return (int) base.info().shape().size(0);
    }

    long inputs() {
        return base.info().shape().elements() / outputs();
    }

    /** The new factors, with scale 1. Computed at every call. */
    LowRankFactors factors() throws IOException {
        return change().preciseSvd(module).keep(rank);
    }
}
