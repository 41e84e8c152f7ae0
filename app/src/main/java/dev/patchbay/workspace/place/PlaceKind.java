package dev.patchbay.workspace.place;

/** What a checkpoint is by where it lies and what it is called; only opening it tells for sure. */
public enum PlaceKind {
    ADAPTER,
    /** A pipeline or a denoiser: what an adapter can be held against. */
    BASE_MODEL,
    /** A text encoder, a VAE, a language model: part of a base model at most. */
    COMPONENT,
    /** Weights that nothing but their content describes. */
    WEIGHTS
}
