package dev.patchbay.mapping.pattern;

import java.util.Optional;

/** Looks module names of a base model up by their flattened form: the one safe way back from kohya's underscores. */
@FunctionalInterface
public interface ModuleNames {

    /** No base model is known. */
    ModuleNames NONE = (component, flat) -> Optional.empty();

    /**
     * The module whose name becomes {@code flat} when its dots become underscores.
     *
     * @param component {@code unet}, {@code text_encoder_2}, …; empty for the one adapters are made for
     */
    Optional<String> unflatten(String component, String flat);
}
