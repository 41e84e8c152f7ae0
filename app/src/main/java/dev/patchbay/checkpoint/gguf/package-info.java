/**
 * GGUF files of llama.cpp and ComfyUI-GGUF. Header, key-values and tensor list are read and checked in full, tensor bytes stay in the
 * mapping. {@link GgufReader} is the way in, {@link GgufHeaderReader} does the reading. Quantised blocks are decoded in {@code tensor},
 * not here.
 */
@NullMarked
package dev.patchbay.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
