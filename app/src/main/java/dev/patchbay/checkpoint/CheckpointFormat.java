package dev.patchbay.checkpoint;

/** How the bytes of a checkpoint are kept. */
public enum CheckpointFormat {
    SAFETENSORS,
    /** {@code torch.save} since PyTorch 1.6. */
    TORCH_ZIP,
    /** {@code torch.save} before PyTorch 1.6. */
    TORCH_LEGACY,
    GGUF
}
