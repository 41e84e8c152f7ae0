package dev.patchbay.adapter;

/**
 * How the names of a file are made: independent axes, since real files mix them. Values are the ones printed by {@code inspect --json}.
 *
 * @param container {@code base_model.model}, {@code none}
 * @param component {@code transformer}, {@code unet}, {@code none}, or several joined by a comma
 * @param namespace {@code diffusers}, {@code native}, {@code flattened}, {@code sat}
 * @param suffix {@code lora_A/lora_B}, {@code lora_down/lora_up}, {@code matrix_A/matrix_B}, …
 * @param infix adapter name between suffix and {@code weight}: {@code default}, {@code none}
 * @param alpha {@code tensor}, {@code config}, {@code metadata}, {@code none}
 * @param fusion {@code split}, {@code fused}
 */
public record Convention(String container, String component, String namespace, String suffix, String infix, String alpha, String fusion) {}
