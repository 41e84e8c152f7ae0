package dev.patchbay.inspection.values;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.fit.ModuleFit;
import java.util.List;

/**
 * Findings from the values of one module.
 *
 * @param state whether ΔW is zero, finite or unknown
 * @param norm Frobenius norm of the change, scale included; NaN where it was not computed
 * @param notFinite stored names of the tensors that hold NaN or infinity
 */
record ModuleValues(AdapterModule module, State state, double norm, List<String> notFinite) {

    /** What is known of ΔW. */
    enum State {
        /** ΔW is not zero. */
        CHANGES,
        /** ΔW is zero: the product is zero, or the vector is the neutral one. */
        NEUTRAL,
        /** NaN or infinity. */
        NOT_FINITE,
        /** ΔW cannot be computed from these shapes or dtypes; other checks report why. */
        UNKNOWN
    }

    ModuleFit fit() {
        return ModuleFit.alone(module);
    }
}
