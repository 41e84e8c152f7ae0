package dev.patchbay.checkpoint;

/** How the bytes of a checkpoint are kept. */
public enum CheckpointFormat {
    SAFETENSORS,
    TORCH_ZIP,
    GGUF
}
