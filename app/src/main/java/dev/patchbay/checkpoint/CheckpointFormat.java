package dev.patchbay.checkpoint;

/** File format of a checkpoint. */
public enum CheckpointFormat {
    SAFETENSORS,
    /** {@code torch.save} since PyTorch 1.6. */
    TORCH_ZIP,
    /** {@code torch.save} before PyTorch 1.6. */
    TORCH_LEGACY,
    GGUF
}
