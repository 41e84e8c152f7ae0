package dev.patchbay.mapping.pattern;

import java.util.Optional;

/** Looks up module names of a base model by their flattened form: the only safe way to restore dots that kohya wrote as underscores. */
@FunctionalInterface
public interface ModuleNames {

    /** No base model. */
    ModuleNames NONE = (component, flat) -> Optional.empty();

    /**
     * The module whose name becomes {@code flat} if its dots are replaced by underscores.
     *
     * @param component {@code unet}, {@code text_encoder_2}, …; empty for the one that adapters are made for
     */
    Optional<String> unflatten(String component, String flat);
}
