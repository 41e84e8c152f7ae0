package dev.patchbay.generation;

/** Where a person wants the preview to run. */
public enum DeviceChoice {
    /** CUDA where the engine finds it, else Apple's MPS, else the processor. */
    AUTO,
    CPU,
    CUDA,
    MPS
}
