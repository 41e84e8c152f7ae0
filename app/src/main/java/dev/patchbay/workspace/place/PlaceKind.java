package dev.patchbay.workspace.place;

/** What a checkpoint is, judged by its location and name only. */
public enum PlaceKind {
    ADAPTER,
    /** A pipeline or a denoiser: a base that an adapter can be checked against. */
    BASE_MODEL,
    /** A text encoder, a VAE, a language model: at most a part of a base model. */
    COMPONENT,
    /** Weights whose kind only their content tells. */
    WEIGHTS
}
