package dev.patchbay.loader;

/** Names of the tensors of full models that a program reads. */
public enum ModelNames {
    /** Patchbay writes no full models for the program. */
    NONE,
    /** Those of diffusers, which are also the canonical ones. */
    DIFFUSERS,
    /** Those of SwissArmyTransformer. */
    SAT
}
