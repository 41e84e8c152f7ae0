package dev.patchbay.loader.config;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import java.util.OptionalDouble;

/**
 * A module of the adapter under the name that diffusers has for it.
 *
 * @param component never empty
 * @param scale factor of the change
 */
public record CanonicalModule(String component, AdapterModule module, double scale, ScaleSource scaleSource) {

    /**
     * With the scale that the file declares, or that of another alpha.
     *
     * @param alpha in place of what the file declares, where the module has an alpha
     */
    public static CanonicalModule of(AdapterModule module, String component, OptionalDouble alpha) {
        return alpha.isEmpty() || module.rank() == 0 || module.scaleSource() == ScaleSource.FIXED
                ? new CanonicalModule(component, module, module.scale(), module.scaleSource())
                : new CanonicalModule(component, module, alpha.getAsDouble() / module.rank(), ScaleSource.CHOSEN);
    }

    /** {@code transformer.transformer_blocks.0.attn1.to_q}. */
    public String address() {
        return component + "." + module.module();
    }

    /** Canonical name of the tensor of a part: {@code transformer.transformer_blocks.0.attn1.to_q.lora_A.weight}. */
    public String name(Part part) {
        return address() + Dialect.PEFT.ending(part);
    }
}
