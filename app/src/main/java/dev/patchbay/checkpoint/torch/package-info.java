/**
 * Checkpoints of {@code torch.save}: a pickle that is read but never executed, and storages that are mapped in place. {@link TorchReader}
 * opens archives, {@link LegacyTorchReader} the format before PyTorch 1.6; {@link StateDictFinder} finds the state dict inside the
 * wrappers of trainers. Nothing here knows adapters.
 */
@NullMarked
package dev.patchbay.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
