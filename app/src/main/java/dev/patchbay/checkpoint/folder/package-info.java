/** Folders that are a checkpoint: of SAT, PEFT, a diffusers model, a diffusers pipeline. They find the weights; other readers open them. */
@NullMarked
package dev.patchbay.checkpoint.folder;

import org.jspecify.annotations.NullMarked;
