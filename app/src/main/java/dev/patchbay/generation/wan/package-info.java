/**
 * Wan on PyTorch: from text and from an image, with one transformer or an expert for high and one for low noise. The stages of a run are
 * classes of their own, as in diffusers' pipelines; transformer, autoencoder, schedule and the cleaning of prompts are packages below.
 * Start with {@link dev.patchbay.generation.wan.WanPipelineFactory} and {@code GenerationRun}.
 */
@NullMarked
package dev.patchbay.generation.wan;

import org.jspecify.annotations.NullMarked;
