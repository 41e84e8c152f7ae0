/** CogVideoX: configuration, schedule, positions, text encoder, transformer and decoder. */
@NullMarked
package dev.patchbay.generation.cogvideox;

import org.jspecify.annotations.NullMarked;
