package dev.patchbay.generation;

/** The device that the user selected for the preview. */
public enum DeviceChoice {
    /** CUDA if PyTorch finds it, else Apple's MPS, else the CPU. */
    AUTO,
    CPU,
    CUDA,
    MPS
}
