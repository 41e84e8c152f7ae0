package dev.patchbay.generation;

/** The element type of a run's arithmetic that the user selected. */
public enum DTypeChoice {
    /** On a GPU the type of the model's weights, on a CPU the fastest that its units have; float32 for small models. */
    AUTO,
    F32,
    F16,
    BF16
}
