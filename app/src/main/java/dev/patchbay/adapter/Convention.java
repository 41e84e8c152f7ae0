package dev.patchbay.adapter;

import dev.patchbay.part.Algorithm;

/**
 * The naming convention of a file, as independent axes, since real files mix them. Values are the ones printed by {@code inspect --json};
 * several on one axis are joined by a comma, the most common first.
 *
 * @param container {@code base_model.model}, {@code diffusion_model}, {@code lora_unet}, {@code none}, …
 * @param component {@code transformer}, {@code unet}, {@code none}, …
 * @param namespace {@code diffusers}, {@code native}, {@code sgm}, {@code sat}, {@code flattened}
 * @param suffix {@code lora_A/lora_B}, {@code lora_down/lora_up}, {@code matrix_A/matrix_B}, …
 * @param infix adapter name between suffix and {@code weight}: {@code default}, {@code none}
 * @param alpha {@code tensor}, {@code config}, {@code metadata}, {@code folded}, {@code none}
 * @param fusion {@code split}, {@code fused}
 * @param algorithm labels of {@link Algorithm}
 * @param magnitude axis of DoRA's magnitudes: {@code output}, {@code input}, {@code unclear}, {@code none}
 */
public record Convention(
        String container,
        String component,
        String namespace,
        String suffix,
        String infix,
        String alpha,
        String fusion,
        String algorithm,
        String magnitude) {}
