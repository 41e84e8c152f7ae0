/**
 * Checkpoints of {@code torch.save}: a pickle that is read but never run, and storages that are mapped in place. {@link TorchReader} opens
 * archives, {@link LegacyTorchReader} what PyTorch wrote before 1.6; {@link StateDictFinder} finds the state dict in whatever a trainer
 * wrapped it in. Nothing here knows adapters.
 */
@NullMarked
package dev.patchbay.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
