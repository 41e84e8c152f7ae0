package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import java.util.Optional;
import java.util.Set;

/** A program that keeps adapters in layers of PEFT: pairs, spelled {@code lora_A.weight} and {@code lora_B.weight}. */
abstract class PeftStyleLoader implements Loader {

    private static final Set<Part> TAKEN = Set.of(Part.DOWN, Part.UP, Part.UP_BIAS);

    @Override
    public boolean takes(AdapterModule module, Part part) {
        return TAKEN.contains(part)
                // A bias of B is multiplied by the scale and a difference of a bias is not, else they are the same.
                || part == Part.DIFF_BIAS && !module.parts().containsKey(Part.UP_BIAS) && module.scale() != 0
                || part == Part.MAGNITUDE && module.magnitudeAxis().equals(Optional.of(MagnitudeAxis.OUTPUT));
    }

    @Override
    public final boolean hasLayersOfPeft() {
        return true;
    }

    @Override
    public final String tensor(String module, Part part) {
        return Dialect.PEFT.name(module, part == Part.DIFF_BIAS ? Part.UP_BIAS : part);
    }
}
