/** Safetensors files: the header is read and checked in full, tensor bytes stay in the mapping; writing streams. */
@NullMarked
package dev.patchbay.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
