/** GGUF files: header, key-values and tensor list are read and checked in full, tensor bytes stay in the mapping. */
@NullMarked
package dev.patchbay.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
