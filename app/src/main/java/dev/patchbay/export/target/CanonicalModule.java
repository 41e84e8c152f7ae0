package dev.patchbay.export.target;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.part.Part;
import java.util.OptionalDouble;

/**
 * A module of the adapter under the name that diffusers has for it.
 *
 * @param component never empty
 * @param scale factor of the change
 */
record CanonicalModule(String component, AdapterModule module, double scale, ScaleSource scaleSource) {

    /** @param alpha in place of what the file declares */
    static CanonicalModule of(AdapterModule module, String component, OptionalDouble alpha) {
        return alpha.isEmpty() || module.rank() == 0
                ? new CanonicalModule(component, module, module.scale(), module.scaleSource())
                : new CanonicalModule(component, module, alpha.getAsDouble() / module.rank(), ScaleSource.CHOSEN);
    }

    /** {@code transformer.transformer_blocks.0.attn1.to_q}. */
    String address() {
        return component + "." + module.module();
    }

    String name(Part part) {
        return address() + PartNames.peft(part);
    }
}
