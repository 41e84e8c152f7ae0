/** CogVideoX on PyTorch through DJL: the one package that sees the engine. */
@NullMarked
package dev.patchbay.generation.djl;

import org.jspecify.annotations.NullMarked;
