package dev.patchbay.loader.diffusers;

import java.util.List;

/** Norms that FLUX' control adapters bring along: their weights replace those of the model. */
final class NormKeys {

    private static final List<String> KEYS = List.of("norm_q", "norm_k", "norm_added_q", "norm_added_k");

    private NormKeys() {}

    static boolean isOne(String name) {
        return KEYS.stream().anyMatch(name::contains);
    }
}
