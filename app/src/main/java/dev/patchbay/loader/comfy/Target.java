package dev.patchbay.loader.comfy;

import dev.patchbay.basemodel.naming.RowRange;
import java.util.Optional;

/**
 * What a name of ComfyUI's key map stands for.
 *
 * @param weight name in the model's {@code state_dict}
 * @param rows of the weight that are meant; empty for all
 * @param whole false where ComfyUI keeps more than a name, so that no bias is found beside it
 */
record Target(String weight, Optional<RowRange> rows, boolean whole) {

    private static final String WEIGHT = ".weight";

    static Target of(String weight) {
        return new Target(weight, Optional.empty(), true);
    }

    /** The bias beside a weight. */
    Optional<Target> bias() {
        return whole && weight.endsWith(WEIGHT)
                ? Optional.of(of(weight.substring(0, weight.length() - WEIGHT.length()) + ".bias"))
                : Optional.empty();
    }
}
