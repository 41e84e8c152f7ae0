/**
 * Where people keep checkpoints on this machine: the cache of Hugging Face and the model folders of ComfyUI. Looked at by name and size
 * only; nothing is opened. Start with {@link ModelPlaces}.
 */
@NullMarked
package dev.patchbay.workspace.place;

import org.jspecify.annotations.NullMarked;
