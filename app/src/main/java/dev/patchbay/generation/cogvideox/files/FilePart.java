package dev.patchbay.generation.cogvideox.files;

import java.util.Locale;

/** A component of a model that a file can hold. */
public enum FilePart {
    TRANSFORMER,
    TEXT_ENCODER,
    VAE;

    /** Its name in a pipeline folder: {@code text_encoder}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
