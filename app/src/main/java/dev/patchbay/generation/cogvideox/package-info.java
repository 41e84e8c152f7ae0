/**
 * CogVideoX: what its configuration files say, noise schedule and samplers as plain numbers, positions, transformer and autoencoder. What
 * other families need as well belongs to {@code generation.torch}. Start with {@link
 * dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory}, then {@link dev.patchbay.generation.cogvideox.GenerationRun}.
 */
@NullMarked
package dev.patchbay.generation.cogvideox;

import org.jspecify.annotations.NullMarked;

