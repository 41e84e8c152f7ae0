/**
 * PyTorch through DJL: the engine, devices, weights that stay mapped, compiled scripts, native memory. Nothing here knows a family of
 * models. Together with the families' packages this is all of Patchbay that sees {@code ai.djl}; everything else works without native
 * libraries. Start with {@link TorchEngine}.
 */
@NullMarked
package dev.patchbay.generation.torch;

import org.jspecify.annotations.NullMarked;
