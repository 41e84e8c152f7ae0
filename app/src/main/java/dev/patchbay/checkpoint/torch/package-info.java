/** Checkpoints of {@code torch.save}: a zip archive whose entries are mapped in place, and a pickle that is read but never run. */
@NullMarked
package dev.patchbay.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
