/** PyTorch: the engine, devices, weights, compiled scripts. */
@NullMarked
package dev.patchbay.generation.torch;

import org.jspecify.annotations.NullMarked;
