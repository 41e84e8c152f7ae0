package dev.patchbay.inspection.fit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.tensor.Shape;

/** Whether the parts of an adapter module fit a weight {@code [out, in]}, of a convolution {@code [out, in, k…]}, of a norm {@code [n]}. */
public final class WeightFit {

    private WeightFit() {}

    public static boolean fits(AdapterModule module, Shape weight) {
        return module.fits(weight);
    }
}
