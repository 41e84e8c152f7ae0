package dev.patchbay.inspection.values;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.fit.ModuleFit;
import java.util.List;

/**
 * What the values of a module say.
 *
 * @param state of what it adds to the base
 * @param norm Frobenius norm of the change, scale included; NaN where it was not computed
 * @param notFinite stored names of the tensors that hold NaN or infinity
 */
record ModuleValues(AdapterModule module, State state, double norm, List<String> notFinite) {

    /** What a module adds to the base. */
    enum State {
        /** Something. */
        CHANGES,
        /** Nothing: the product is zero, or the vector is the neutral one. */
        NEUTRAL,
        /** NaN or infinity. */
        NOT_FINITE,
        /** Shapes or types that nothing can be computed from; other checks say why. */
        UNKNOWN
    }

    ModuleFit fit() {
        return ModuleFit.alone(module);
    }
}
